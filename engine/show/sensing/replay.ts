import type { Sample } from './reading.ts';
import { type SenseThresholds, type Sensing, type Step, sense, unsensed } from './sense.ts';

/** Somebody noticed in a recording; `until` null = still there at its end. */
export interface Stay {
  from: number;
  until: number | null;
  distanceCm: number;
}

export interface Replayed {
  stays: Stay[];
  enteredPerHour: number;
  /** Length of the recording. */
  hours: number;
  /** Longest time near without a break, noticed or not. */
  longestNearMs: number;
  /** The empty room at the end. */
  baselineCm: number | null;
  state: Sensing;
}

const HOUR_MS = 3_600_000;

/** What these thresholds would have told of a recording of one sensor, in order of time; `onStep` sees every step of it. */
export function replay(
  samples: readonly Sample[],
  thresholds: SenseThresholds,
  from: Sensing = unsensed(),
  onStep: (step: Step) => void = () => {},
): Replayed {
  const stays: Stay[] = [];
  let state = from;
  let nearSince: number | null = null;
  let longestNearMs = 0;
  for (const { at, cm } of samples) {
    const told = sense(state, cm, at, thresholds);
    state = told.state;
    nearSince = told.step.near ? (nearSince ?? at) : null;
    if (nearSince !== null && at - nearSince > longestNearMs) longestNearMs = at - nearSince;
    if (told.outcome?.type === 'entered')
      stays.push({ from: at, until: null, distanceCm: told.outcome.distanceCm });
    const last = stays.at(-1);
    if (told.outcome?.type === 'left' && last) last.until = at;
    onStep(told.step);
  }
  const hours = hoursOf(samples);
  const enteredPerHour = hours > 0 ? stays.length / hours : 0;
  return { stays, enteredPerHour, hours, longestNearMs, baselineCm: state.baseline.cm, state };
}

/** From the first sample to the last. */
export function hoursOf(samples: readonly Sample[]): number {
  return samples.length < 2 ? 0 : (samples.at(-1)!.at - samples[0]!.at) / HOUR_MS;
}
