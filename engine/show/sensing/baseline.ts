/**
 * What a sensor reads of the empty room, followed slowly: heating, sun and furniture move it, visitors do not.
 * It steps toward each reading by a bounded amount whatever the distance, which makes it a running median.
 */

/** Down, where a visitor could be mistaken for the room. */
const DOWN_CM_PER_S = 0.2;
/** Up: nobody makes a room look larger. */
const UP_CM_PER_S = 1;
/** A reading this much nearer than the baseline is rather somebody than the room. */
const GATE_CM = 35;
/** What has stood still for so long, and never gave the room free, is furniture. */
const PATIENCE_MS = 15 * 60_000;
/** Nothing seen, or something again, counts once it has outweighed the other by this much. */
const SETTLE_MS = 60_000;
/** Longer pauses between readings are no evidence of anything. */
const MAX_STEP_MS = 1000;

export interface Baseline {
  /** null = the empty room shows nothing, or is not known yet. */
  cm: number | null;
  known: boolean;
  /** How much more nothing than something was seen of late, 0..SETTLE_MS. */
  nothingMs: number;
  /** Since when the room has not been free; null = it is. */
  takenSince: number | null;
  at: number;
}

export const unknownRoom: Baseline = { cm: null, known: false, nothingMs: 0, takenSince: null, at: 0 };

/** A room that is known from before; 0 cm = it shows nothing. */
export function knownRoom(cm: number): Baseline {
  return cm > 0 ? { ...unknownRoom, cm, known: true } : { ...unknownRoom, known: true, nothingMs: SETTLE_MS };
}

/** The baseline after a filtered reading; `taken`: somebody is near or present, which is no empty room. */
export function baseline(state: Baseline, cm: number | null, taken: boolean, at: number): Baseline {
  const stepMs = Math.min(MAX_STEP_MS, Math.max(0, at - state.at));
  const away = taken || (cm !== null && state.cm !== null && cm < state.cm - GATE_CM);
  const takenSince = away ? (state.takenSince ?? at) : null;
  if (takenSince !== null && at - takenSince < PATIENCE_MS)
    return { cm: state.cm, known: state.known, nothingMs: state.nothingMs, takenSince, at };
  if (cm === null) {
    const nothingMs = Math.min(SETTLE_MS, state.nothingMs + stepMs);
    const settled = nothingMs === SETTLE_MS;
    return { cm: settled ? null : state.cm, known: state.known || settled, nothingMs, takenSince, at };
  }
  const nothingMs = Math.max(0, state.nothingMs - stepMs);
  return { cm: followed(state, cm, nothingMs, stepMs), known: true, nothingMs, takenSince, at };
}

function followed(state: Baseline, cm: number, nothingMs: number, stepMs: number): number | null {
  if (!state.known) return cm;
  if (state.cm === null) return nothingMs === 0 ? cm : null;
  return stepped(state.cm, cm, stepMs / 1000);
}

function stepped(from: number, to: number, stepS: number): number {
  return to > from ? Math.min(to, from + UP_CM_PER_S * stepS) : Math.max(to, from - DOWN_CM_PER_S * stepS);
}
