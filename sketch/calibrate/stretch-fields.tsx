import type { Signal } from '@preact/signals';
import { now } from '../parts/show-signals.ts';
import { lengthText, type Stretch, timeOf, timeText } from './stretches.ts';

/** A stretch as it is typed. */
export interface Typed {
  from: string;
  to: string;
}

/** The typed stretch; null where it is none. */
export function typedStretch({ from, to }: Typed): Stretch | null {
  const [begins, ends] = [timeOf(from, now()), timeOf(to, now())];
  return begins !== null && ends !== null && begins < ends ? { from: begins, to: ends } : null;
}

/** How a stretch is typed. */
export function typing({ from, to }: Stretch): Typed {
  return { from: timeText(from), to: timeText(to) };
}

/** From and to, to be typed; says how long that is, or what is wrong with it. */
export function StretchFields({ typed, label }: { typed: Signal<Typed>; label: string }) {
  const stretch = typedStretch(typed.value);
  return (
    <div class="row">
      {(['from', 'to'] as const).map((end) => (
        <label key={end} class="row">
          {end}
          <input
            type="text"
            class="time"
            aria-label={`${label} ${end}`}
            placeholder="20:31:05"
            value={typed.value[end]}
            onInput={(event) => {
              typed.value = { ...typed.value, [end]: event.currentTarget.value };
            }}
          />
        </label>
      ))}
      <output>
        {stretch
          ? lengthText(stretch.to - stretch.from)
          : 'type times such as 20:31:05 or 2026-11-28 20:31:05'}
      </output>
    </div>
  );
}
