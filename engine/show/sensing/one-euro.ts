/**
 * The One Euro filter: a low-pass whose cutoff rises with speed, so that who stands does not tremble and who moves
 * is not late. Casiez, Roussel, Vogel: 1 Euro Filter, CHI 2012.
 */

/** Cutoff of who stands, in Hz. */
const MIN_CUTOFF_HZ = 1;
/** Cutoff gained per cm/s: about 3 Hz more for a person walking. */
const BETA = 0.03;
/** Cutoff for the speed itself, in Hz. */
const SPEED_CUTOFF_HZ = 1;
/** Two readings at one time are treated as this far apart. */
const MIN_STEP_MS = 1;

export interface OneEuro {
  cm: number;
  cmPerS: number;
  at: number;
}

/** The filter after `cm` at `at` (ms); null = nothing seen, which it forgets everything over. */
export function oneEuro(state: OneEuro | null, cm: number | null, at: number): OneEuro | null {
  if (cm === null) return null;
  if (!state) return { cm, cmPerS: 0, at };
  const stepS = Math.max(MIN_STEP_MS, at - state.at) / 1000;
  const cmPerS = blend(state.cmPerS, (cm - state.cm) / stepS, SPEED_CUTOFF_HZ, stepS);
  const cutoffHz = MIN_CUTOFF_HZ + BETA * Math.abs(cmPerS);
  return { cm: blend(state.cm, cm, cutoffHz, stepS), cmPerS, at };
}

function blend(was: number, now: number, cutoffHz: number, stepS: number): number {
  const tauS = 1 / (2 * Math.PI * cutoffHz);
  return was + (now - was) / (1 + tauS / stepS);
}
