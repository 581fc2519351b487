/** When the next birth is due, and whether the machine keeps up. Pure; time is an argument. */

const WINDOW = 12;
const SLOW = 1.3;
const FAST = 1.1;

export interface Pace {
  /** ms since 1970; births are never made up for. */
  nextAt: number;
  /** Recent achieved intervals as multiples of the wanted one, oldest first. */
  lateness: readonly number[];
  lastAt: number | null;
  slow: boolean;
}

export const atRest: Pace = { nextAt: 0, lateness: [], lastAt: null, slow: false };

/** The pace after a birth announced at `at`, for `tempo` births per second (> 0). */
export function paced(pace: Pace, at: number, tempo: number): Pace {
  const periodMs = 1000 / tempo;
  const nextAt = Math.max(at, pace.nextAt + periodMs);
  const late = pace.lastAt === null ? [] : [(at - pace.lastAt) / periodMs];
  const lateness = [...pace.lateness, ...late].slice(-WINDOW);
  const mean = lateness.reduce((sum, one) => sum + one, 0) / Math.max(1, lateness.length);
  const slow = lateness.length === WINDOW && (pace.slow ? mean > FAST : mean > SLOW);
  return { nextAt: Math.min(nextAt, at + periodMs), lateness, lastAt: at, slow };
}

/** Births per second as they really come; null before there are enough. */
export function achievedTempo(pace: Pace, tempo: number): number | null {
  if (pace.lateness.length === 0) return null;
  return (tempo * pace.lateness.length) / pace.lateness.reduce((sum, one) => sum + one, 0);
}
