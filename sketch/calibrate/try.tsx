import { signal } from '@preact/signals';
import { now } from '../parts/show-signals.ts';
import { Refused } from './refused.tsx';
import { StretchFields, type Typed, typedStretch, typing } from './stretch-fields.tsx';
import { lastHour, lastNight } from './stretches.ts';
import { busy, outcome, tryFile, tryStretch } from './try-orders.ts';
import { TryOutcome } from './try-outcome.tsx';

const typed = signal<Typed>({ from: '', to: '' });

/** What the thresholds would have told of a night that was recorded. */
export function TrySection() {
  const stretch = typedStretch(typed.value);
  return (
    <section id="try" aria-label="try on last night">
      <h2>try on last night</h2>
      <div class="row">
        {Object.entries({ 'last hour': lastHour, 'last night': lastNight }).map(([label, of]) => (
          <button
            key={label}
            type="button"
            disabled={busy.value !== ''}
            onClick={() => {
              typed.value = typing(of(now()));
              void tryStretch(of(now()));
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <StretchFields typed={typed} label="try" />
      <div class="row">
        <button
          type="button"
          disabled={!stretch || busy.value !== ''}
          onClick={() => stretch && tryStretch(stretch)}
        >
          try this stretch
        </button>
        <label class="row">
          or a CSV file
          <input
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) void tryFile(file);
            }}
          />
        </label>
      </div>
      <Refused section="try" />
      <div aria-live="polite">
        {busy.value ? <p>◌ {busy.value}</p> : outcome.value && <TryOutcome outcome={outcome.value} />}
      </div>
    </section>
  );
}
