import type { Sample } from './reading.ts';
import { hoursOf, replay } from './replay.ts';
import type { SenseThresholds } from './sense.ts';

/** What thresholds do to two recordings, by running them over both. */
export interface Prediction {
  /** Somebody noticed where nobody was. */
  falsePerHour: number;
  /** As many there may be all the same, with 95 % confidence: a short recording promises little. */
  falsePerHourAtMost: number;
  /** Short visits cut from the occupied recording, and how many of them went unnoticed. */
  visits: number;
  missed: number;
  /** Per hour of such visits, one after another. */
  missedPerHour: number;
}

/** Who stays shorter may be missed. */
export const VISIT_MS = 8000;
const HOUR_MS = 3_600_000;

/** Runs the whole pipeline over an empty recording and over visits cut from an occupied one, each coming into that empty room. */
export function predict(
  empty: readonly Sample[],
  visits: readonly (readonly Sample[])[],
  thresholds: SenseThresholds,
): Prediction {
  const before = replay(empty, thresholds);
  const hours = hoursOf(empty);
  const caught = visits.filter((visit) => replay(visit, thresholds, before.state).stays.length > 0).length;
  const missed = visits.length - caught;
  return {
    falsePerHour: before.enteredPerHour,
    falsePerHourAtMost: hours > 0 ? atMost(before.stays.length) / hours : Infinity,
    visits: visits.length,
    missed,
    missedPerHour: visits.length > 0 ? (missed / visits.length) * (HOUR_MS / VISIT_MS) : 0,
  };
}

/** Cuts a recording into visits that begin just after `emptyEndsAt`. */
export function cutVisits(occupied: readonly Sample[], emptyEndsAt: number): Sample[][] {
  const visits: Sample[][] = [];
  const start = occupied[0]?.at ?? 0;
  for (const { at, cm } of occupied) {
    const i = Math.floor((at - start) / VISIT_MS);
    visits[i] ??= [];
    visits[i].push({ at: emptyEndsAt + 1 + ((at - start) % VISIT_MS), cm });
  }
  // The last one is hardly ever whole; a pause in the recording leaves holes.
  return visits.slice(0, -1).filter((visit) => visit !== undefined);
}

/** 95 % upper bound of a Poisson mean of which `count` were seen (Byar's approximation, Breslow and Day 1987). */
function atMost(count: number): number {
  const n = count + 1;
  return n * (1 - 1 / (9 * n) + 1.645 / (3 * Math.sqrt(n))) ** 3;
}
