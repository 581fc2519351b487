import type { Event } from '../../engine/show/events.ts';

/** Of several turns of one parameter only the last counts; everything else stays, in its order. Pure. */
export function latest(events: readonly Event[]): Event[] {
  const last = new Map<string, number>();
  events.forEach((event, i) => {
    if (event.type === 'param/turned') last.set(event.param, i);
  });
  return events.filter((event, i) => event.type !== 'param/turned' || last.get(event.param) === i);
}

/** So many in one turn are a flood. */
const FLOOD = 8;
/** Between two writes of a flood. */
const GAP_MS = 5;

/**
 * Gathers what one turn of the event loop hears, and tells it at once; in a flood what GAP_MS hear. A fader that sends
 * ten thousand values a second costs no more than two hundred writes.
 */
export function createBatch(
  tell: (events: Event[]) => void,
  now: () => number = () => performance.now(),
): (events: readonly Event[]) => void {
  let gathered: Event[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  let flooded = false;
  function flush(): void {
    const all = gathered;
    gathered = [];
    toldAt = now();
    flooded = all.length >= FLOOD;
    tell(latest(all));
  }
  return (events) => {
    if (gathered.length === 0) {
      if (!flooded || now() - toldAt >= GAP_MS) setImmediate(flush);
      else setTimeout(flush, GAP_MS);
    }
    gathered.push(...events);
  };
}
