import { signal } from '@preact/signals';
import type { Event } from '../../engine/show/events.ts';
import { onEvent } from '../parts/show-signals.ts';
import { clockText } from './stretches.ts';

const KEPT = 30;

const events = signal<{ at: number; event: Event }[]>([]);
onEvent((event, _, at) => {
  // Births come every second and would push out what a technician looks for.
  if (event.type.startsWith('creature/')) return;
  events.value = [{ at, event }, ...events.value].slice(0, KEPT);
});

/** The last facts of the show, the newest first. */
export function EventsSection() {
  return (
    <section id="events" aria-label="events">
      <h2>events</h2>
      <table>
        <tbody>
          {events.value.map(({ at, event }) => {
            const { type, ...fields } = event;
            return (
              <tr key={`${at} ${type}`}>
                <td>{clockText(at)}</td>
                <td>{type}</td>
                <td>{Object.values(fields).map(short).join(' ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function short(value: number | string): number | string {
  return typeof value === 'number' ? Math.round(value * 10) / 10 : value;
}
