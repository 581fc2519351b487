import { signal } from '@preact/signals';
import { now } from '../parts/show-signals.ts';
import { HistoryPlot } from './history-plot.tsx';
import { KINDS, take } from './recording.ts';
import { StretchFields, type Typed, typedStretch, typing } from './stretch-fields.tsx';
import type { Stretch } from './stretches.ts';

const SHOWN_MS = { 'last 10 minutes': 600_000, 'last 2 hours': 2 * 3_600_000 } as const;

const typed = signal<Typed>({ from: '', to: '' });
const shown = signal<Stretch | null>(null);

/** Recordings out of what the sensors told before: a stretch is dragged over, or typed. */
export function Earlier() {
  const stretch = typedStretch(typed.value);
  return (
    <details>
      <summary>or take stretches of what was told before</summary>
      <div class="row">
        {Object.entries(SHOWN_MS).map(([label, ms]) => (
          <button
            key={label}
            type="button"
            onClick={() => {
              shown.value = { from: now() - ms, to: now() };
            }}
          >
            show the {label}
          </button>
        ))}
      </div>
      {shown.value && (
        <HistoryPlot
          stretch={shown.value}
          onSelect={(selected) => {
            typed.value = typing(selected);
          }}
        />
      )}
      <StretchFields typed={typed} label="stretch" />
      <div class="row">
        {KINDS.map((kind) => (
          <button key={kind} type="button" disabled={!stretch} onClick={() => stretch && take(kind, stretch)}>
            take as {kind}
          </button>
        ))}
      </div>
    </details>
  );
}
