import type { Sample } from './reading.ts';
import { replay } from './replay.ts';
import { ACCEPT_ALL } from './thresholds.ts';

/** What a sensor reads in a recording, in cm after the filters; Infinity = nothing. */
export interface Levels {
  sorted: number[];
  /** null where most of it is nothing. */
  middleCm: number | null;
}

/** The filtered readings of a recording, sorted. */
export function levelsOf(samples: readonly Sample[]): Levels {
  const values: number[] = [];
  replay(samples, ACCEPT_ALL, undefined, ({ filteredCm }) => values.push(filteredCm ?? Infinity));
  const sorted = values.sort((a, b) => a - b);
  const middle = quantile(sorted, 0.5);
  return { sorted, middleCm: middle < Infinity ? middle : null };
}

/** The value below which this share of `sorted` lies; Infinity where there is none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Infinity;
}
