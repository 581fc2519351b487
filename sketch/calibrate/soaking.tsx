import { signal } from '@preact/signals';
import { live, now, onEvent } from '../parts/show-signals.ts';
import { sensors } from './calibration-orders.ts';
import { noticed, perHour, type Soak, soakFrom, soakOf, watched } from './soak.ts';
import { lengthText, timeText } from './stretches.ts';

const KEY = 'mishmash-soak';
const TICK_MS = 5000;

/** Kept in the browser, so that a reload does not end it. */
const soak = signal<Soak | null>(soakOf(localStorage.getItem(KEY)));

function keep(next: Soak | null): void {
  soak.value = next;
  if (next) localStorage.setItem(KEY, JSON.stringify(next));
  else localStorage.removeItem(KEY);
}

onEvent((event, _, at) => {
  if (soak.value && event.type === 'presence/entered') keep(noticed(watched(soak.value, at), event.sensor));
});

setInterval(() => {
  if (soak.value && live.value) keep(watched(soak.value, now()));
}, TICK_MS);

/** Counts who is noticed in a room that is empty. */
export function SoakSection() {
  const running = soak.value;
  return (
    <section id="soak" aria-label="empty-room soak">
      <h2>empty-room soak</h2>
      <p class="says">Leave the room empty and this page open: whoever is noticed then is a false trigger.</p>
      <div class="row">
        <button
          type="button"
          aria-pressed={running !== null}
          onClick={() => keep(running ? null : soakFrom(now()))}
        >
          {running ? '■ stop the soak' : '● start a soak'}
        </button>
        {running && (
          <output>
            since {timeText(running.since)}, watched {lengthText(running.watchedMs)}
          </output>
        )}
      </div>
      {running && <Counts soak={running} />}
    </section>
  );
}

function Counts({ soak: { counts, watchedMs } }: { soak: Soak }) {
  const names = [...new Set([...sensors.value, ...Object.keys(counts)])];
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">sensor</th>
          <th scope="col">false triggers</th>
          <th scope="col">an hour</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{counts[name] ?? 0}</td>
            <td>{perHour(counts[name] ?? 0, watchedMs)?.toFixed(1) ?? 'after a minute'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
