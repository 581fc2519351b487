import { ROOM } from '../../engine/show/sensing/room.ts';
import { now, onEvent, onTrace } from '../parts/show-signals.ts';
import { type Reading, SPAN_MS } from './plot-data.ts';

/** Somebody came or went, as the show was told. */
export interface Mark {
  at: number;
  sensor: string;
  word: 'entered' | 'left';
}

const readings = new Map<string, Reading[]>();
let marks: Mark[] = [];

onTrace(({ sensor, value, at, step }) => {
  const own = readings.get(sensor) ?? [];
  if (own.length === 0) readings.set(sensor, own);
  const bare = { rawCm: value, filteredCm: value, baselineCm: null, present: false };
  own.push({ ...bare, ...step, at });
  const fresh = own.findIndex((one) => one.at >= at - SPAN_MS);
  if (fresh > 0) own.splice(0, fresh);
});

onEvent((event, _, at) => {
  if (event.type !== 'presence/entered' && event.type !== 'presence/left') return;
  const word = event.type === 'presence/entered' ? 'entered' : 'left';
  marks = [...marks.filter((one) => one.at > now() - SPAN_MS), { at, sensor: event.sensor, word }];
});

/** The last half minute of a sensor, the oldest first. */
export function readingsOf(sensor: string): readonly Reading[] {
  return readings.get(sensor) ?? [];
}

/** Who came and went before this sensor, or before all of them together. */
export function marksOf(sensor: string): readonly Mark[] {
  return marks.filter((one) => one.sensor === sensor || one.sensor === ROOM);
}
