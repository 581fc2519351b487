import { lengthText, timeText } from './stretches.ts';
import type { Told, Tried } from './trying.ts';

const LISTED = 200;
const HOUR_MS = 3_600_000;

/** Stays that would have been noticed, under the current and the proposed thresholds side by side. */
export function TryOutcome({ outcome }: { outcome: Tried }) {
  if ('trouble' in outcome) return <p class="trouble">▲ {outcome.trouble}</p>;
  return (
    <>
      {outcome.sensors.map(({ sensor, hours, told }) => (
        <article key={sensor} aria-label={`tried on ${sensor}`}>
          <h3>
            {sensor}, {lengthText(hours * HOUR_MS)}
          </h3>
          <div class="sides">
            {Object.entries(told).map(([name, one]) => (
              <Side key={name} name={name} told={one} />
            ))}
            {!('proposed' in told) && <p>proposed: ○ nothing is proposed yet; record empty and occupied</p>}
          </div>
        </article>
      ))}
    </>
  );
}

function Side({ name, told: { stays, perHour } }: { name: string; told: Told }) {
  return (
    <div>
      <p>
        {name}:{' '}
        <output>
          {stays.length} {stays.length === 1 ? 'stay' : 'stays'}, {perHour.toFixed(1)} an hour
        </output>
      </p>
      {stays.length > 0 && (
        <details>
          <summary>when</summary>
          <ol class="stays">
            {stays.slice(0, LISTED).map(({ from, until, distanceCm }) => (
              <li key={from}>
                {timeText(from)}, {until === null ? 'still there' : lengthText(until - from)}, at{' '}
                {Math.round(distanceCm)} cm
              </li>
            ))}
          </ol>
          {stays.length > LISTED && <p>and {stays.length - LISTED} more</p>}
        </details>
      )}
    </div>
  );
}
