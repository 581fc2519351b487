import { computed, signal } from '@preact/signals';
import type { TargetedKeyboardEvent } from 'preact';
import { MAX_ALONG, type Part, parsePart, partName, partsOf, WHOLE } from '../../engine/show/part.ts';
import { type Projection, projectionOf } from '../../engine/show/projection.ts';
import { order, pin, refused, rememberPin } from '../desk/orders.ts';
import { state } from '../parts/show-signals.ts';
import { HANDLES, type Handle, history, isArrow, nudged, reset, sideOf } from './lining-up.ts';
import { Picture } from './picture.tsx';

const DRAFT_MS = 1000;
const NAMES: Record<string, string> = { a: 'all', l: 'left', r: 'right', t: 'top', b: 'bottom' };

const chosen = signal<Part | null>(null);
const handle = signal<Handle>('1');
const part = computed(() => chosen.value ?? lastKept() ?? WHOLE);
const undo = history();
/** What was ordered last and may not have come back yet: the next step starts from it. */
let draft: { name: string; projection: Projection; at: number } | null = null;
let sending = false;
let next: (() => Promise<void>) | null = null;

function lastKept(): Part | null {
  const names = Object.keys(state.value?.projections ?? {});
  const last = parsePart(names.at(-1) ?? '');
  return last && { ...last, column: 0, row: 0 };
}

function current(of: Part): Projection {
  if (draft && draft.name === partName(of) && performance.now() - draft.at < DRAFT_MS)
    return draft.projection;
  return projectionOf(state.value?.projections ?? {}, of);
}

/** One order at a time, so that none overtakes another; of those that wait only the last is sent. */
async function send(of: Part, projection: Projection): Promise<void> {
  draft = { name: partName(of), projection, at: performance.now() };
  const { corners, blends, pattern } = projection;
  const name = encodeURIComponent(partName(of));
  next = () => order(`/api/projections/${name}`, { corners, blends, pattern });
  if (sending) return;
  sending = true;
  while (next) {
    const job: () => Promise<void> = next;
    next = null;
    await job();
    if (refused.value) draft = null;
  }
  sending = false;
}

function change(what: string, to: (now: Projection) => Projection): void {
  const before = current(part.value);
  const after = to(before);
  if (after === before) return;
  undo.keep(part.value, before, what, performance.now());
  void send(part.value, after);
}

function goBack(): void {
  const step = undo.back();
  if (!step) return;
  chosen.value = step.part;
  void send(step.part, { ...step.before, pattern: current(step.part).pattern });
}

function otherPart(by: number): void {
  const { columns, rows, column, row } = part.value;
  const parts = partsOf(columns, rows);
  chosen.value = parts[(row * columns + column + by + parts.length) % parts.length]!;
}

function togglePattern(): void {
  const now = current(part.value);
  void send(part.value, { ...now, pattern: !now.pattern });
}

/** What a key does; false where it does nothing here. */
function press(key: string, shift: boolean, control: boolean): boolean {
  if (control && key !== 'z') return false;
  if (isArrow(key)) change(handle.value, (now) => nudged(now, handle.value, key, shift));
  else if (HANDLES.includes(key)) handle.value = key;
  else if (key === 'n' || key === 'N') otherPart(shift ? -1 : 1);
  else if (key === 'p') togglePattern();
  else if (key === '0') change('reset', reset);
  else if (key === 'u' || key === 'z') goBack();
  else return false;
  return true;
}

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
    <section aria-label="projection" onKeyDown={onKeyDown}>
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
          {refused.value && (
            <div class="trouble" role="alert">
              <p>
                {refused.value.message} {refused.value.remedy}
              </p>
              <label class="row">
                PIN
                <input
                  type="password"
                  value={pin.value}
                  size={8}
                  onInput={(event) => rememberPin(event.currentTarget.value)}
                />
              </label>
            </div>
          )}
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
