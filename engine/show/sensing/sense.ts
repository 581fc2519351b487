import { type Baseline, baseline, knownRoom, unknownRoom } from './baseline.ts';
import { type Dwell, dwell, nobodyNear } from './dwell.ts';
import { medianOf, shifted } from './median.ts';
import { edgesOf, type Near, near, notNear } from './near.ts';
import { type OneEuro, oneEuro } from './one-euro.ts';
import { cmOf } from './reading.ts';
import type { Thresholds } from './thresholds.ts';

/** What each step made of one reading, in their order; distances in cm, null = nothing. */
export interface Step {
  at: number;
  rawCm: number | null;
  medianCm: number | null;
  filteredCm: number | null;
  baselineCm: number | null;
  near: boolean;
  present: boolean;
}

export interface Sensing {
  window: readonly number[];
  euro: OneEuro | null;
  baseline: Baseline;
  near: Near;
  dwell: Dwell;
}

export type Outcome = { type: 'entered'; distanceCm: number } | { type: 'left' };
export type SenseThresholds = Omit<Thresholds, 'weight'>;

/** A sensor that has not told anything; `baselineCm`: its empty room where that is known, 0 = shows nothing. */
export function unsensed(baselineCm?: number): Sensing {
  const room = baselineCm === undefined ? unknownRoom : knownRoom(baselineCm);
  return { window: [], euro: null, baseline: room, near: notNear, dwell: nobodyNear };
}

/** One reading through every step: raw, median, One Euro, near or far, dwell; `at` in ms. Pure. */
export function sense(
  state: Sensing,
  raw: number | null,
  at: number,
  thresholds: SenseThresholds,
): { state: Sensing; step: Step; outcome: Outcome | null } {
  const rawCm = cmOf(raw);
  const window = shifted(state.window, rawCm);
  const medianCm = medianOf(window);
  const euro = oneEuro(state.euro, medianCm, at);
  const filteredCm = euro ? euro.cm : null;
  const edges = edgesOf(thresholds, state.baseline.cm);
  const hither = near(state.near, filteredCm, at, edges, state.baseline.cm);
  const dwelt = dwell(state.dwell, hither.near, filteredCm !== null, at, thresholds);
  const { present } = dwelt;
  // Who hesitates between near and far is no empty room either.
  const taken = hither.near || present || (filteredCm !== null && filteredCm <= edges.farCm);
  const room = baseline(state.baseline, filteredCm, taken, at);
  const step = { at, rawCm, medianCm, filteredCm, baselineCm: room.cm, near: hither.near, present };
  const next = { window, euro, baseline: room, near: hither, dwell: dwelt };
  return { state: next, step, outcome: outcomeOf(state.dwell.present, present, filteredCm) };
}

function outcomeOf(was: boolean, is: boolean, cm: number | null): Outcome | null {
  if (was === is) return null;
  return is ? { type: 'entered', distanceCm: cm ?? 0 } : { type: 'left' };
}
