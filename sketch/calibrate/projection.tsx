import type { TargetedKeyboardEvent } from 'preact';
import { MAX_ALONG, partName, partsOf } from '../../engine/show/part.ts';
import { type Projection, projectionOf } from '../../engine/show/projection.ts';
import { state } from '../parts/show-signals.ts';
import { HANDLES, type Handle, reset, sideOf } from './lining-up.ts';
import { Picture } from './picture.tsx';
import { change, chosen, goBack, handle, part, press, togglePattern } from './projection-orders.ts';
import { Refused } from './refused.tsx';

const NAMES: Record<string, string> = { a: 'all', l: 'left', r: 'right', t: 'top', b: 'bottom' };

function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
  if (event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement) return;
  if (event.altKey || !press(event.key, event.shiftKey, event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
}

/** Corners, blends and test pattern of each part of the wall, by keyboard alone. */
export function ProjectionSection() {
  const now = state.value;
  if (!now) return null;
  const { columns, rows } = part.value;
  const projection = projectionOf(now.projections, part.value);
  const side = sideOf(handle.value);
  return (
    <section id="projection" aria-label="projection" onKeyDown={onKeyDown}>
      <h2>projection</h2>
      <div class="row">
        <Count
          label="projectors across"
          value={columns}
          set={(to) => {
            chosen.value = { columns: to, rows, column: 0, row: 0 };
          }}
        />
        <Count
          label="down"
          value={rows}
          set={(to) => {
            chosen.value = { columns, rows: to, column: 0, row: 0 };
          }}
        />
        <a href={`/wall?part=${partName(part.value)}`} target="_blank" rel="noreferrer">
          open /wall?part={partName(part.value)}
        </a>
      </div>
      <div class="row">
        {partsOf(columns, rows).map((one) => (
          <button
            key={partName(one)}
            type="button"
            aria-pressed={partName(one) === partName(part.value)}
            onClick={() => {
              chosen.value = one;
            }}
          >
            {partName(one)}
          </button>
        ))}
      </div>
      <div class="row">
        <Picture projection={projection} handle={handle.value} />
        <div>
          <div class="row">
            {HANDLES.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === handle.value}
                onClick={() => {
                  handle.value = one;
                }}
              >
                {one} {NAMES[one] ?? ''}
              </button>
            ))}
          </div>
          <p>
            <output>{told(projection, handle.value)}</output>
          </p>
          <div class="row">
            <button type="button" aria-pressed={projection.pattern} onClick={togglePattern}>
              p test pattern
            </button>
            <button type="button" onClick={() => change('reset', reset)}>
              0 reset
            </button>
            <button type="button" onClick={goBack}>
              u undo
            </button>
          </div>
          <p class="keys">
            With a button here in focus: 1 2 3 4 a corner, a all of them, l r t b the blend of a side; arrows
            move
            {side ? ' (right and left its width, up and down its gamma)' : ' by a pixel'}, with shift in big
            steps; n the next part, p the pattern, 0 reset, u undo.
          </p>
          <Refused section="projection" />
        </div>
      </div>
    </section>
  );
}

function told({ corners, blends }: Projection, chosenHandle: Handle): string {
  const side = sideOf(chosenHandle);
  if (side)
    return `${side}: ${(blends[side].share * 100).toFixed(1)} % wide, gamma ${blends[side].gamma.toFixed(2)}`;
  const percent = (value: number) => `${(value * 100).toFixed(2)} %`;
  return corners
    .flatMap(([x, y], i) =>
      chosenHandle === 'a' || chosenHandle === String(i + 1)
        ? [`${i + 1}: ${percent(x)}, ${percent(y)}`]
        : [],
    )
    .join(' · ');
}

function Count({ label, value, set }: { label: string; value: number; set: (to: number) => void }) {
  return (
    <label class="row">
      {label}
      <select value={value} onChange={(event) => set(Number(event.currentTarget.value))}>
        {Array.from({ length: MAX_ALONG }, (_, i) => (
          <option key={i + 1} value={i + 1}>
            {i + 1}
          </option>
        ))}
      </select>
    </label>
  );
}
