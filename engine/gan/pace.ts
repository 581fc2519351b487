/** When the next birth is due, and whether the machine keeps up. Pure; time is an argument, in ms since 1970. */

const WINDOW = 12;
const SLOW = 1.3;
const FAST = 1.1;

export interface Pace {
  /** Births are never made up for. */
  nextAt: number;
  /** Recent achieved intervals as multiples of the wanted one, oldest first. */
  lateness: readonly number[];
  /** When the last birth was; null where the interval from it would say nothing. */
  lastAt: number | null;
  slow: boolean;
}

export const atRest: Pace = { nextAt: 0, lateness: [], lastAt: null, slow: false };

/** The pace after a birth announced at `at`, for `tempo` births per second (> 0). */
export function paced(pace: Pace, at: number, tempo: number): Pace {
  const periodMs = 1000 / tempo;
  const nextAt = Math.min(Math.max(at, pace.nextAt + periodMs), at + periodMs);
  const late = pace.lastAt === null ? [] : [Math.max(0, at - pace.lastAt) / periodMs];
  const lateness = [...pace.lateness, ...late].slice(-WINDOW);
  // The median: one long visit, or a clock that was set, does not make a machine slow.
  const usual = median(lateness);
  const slow = lateness.length < WINDOW ? pace.slow : usual > (pace.slow ? FAST : SLOW);
  return { nextAt, lateness, lastAt: at, slow };
}

/** The pace after a pause of any kind: what came before does not count as lateness. */
export function paused(pace: Pace): Pace {
  return pace.lastAt === null && pace.lateness.length === 0 ? pace : { ...pace, lateness: [], lastAt: null };
}

/** Never further ahead than one interval: the tempo may have been raised, or the clock set back. */
export function anchored(pace: Pace, now: number, tempo: number): Pace {
  const latest = now + 1000 / tempo;
  return pace.nextAt <= latest ? pace : { ...pace, nextAt: latest };
}

/** Births per second as they really come; null before there are any to tell from. */
export function achievedTempo(pace: Pace, tempo: number): number | null {
  const sum = pace.lateness.reduce((total, one) => total + one, 0);
  return sum > 0 ? (tempo * pace.lateness.length) / sum : null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
