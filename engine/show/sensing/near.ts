/** Where near begins and ends right now, in cm. */
export interface Edges {
  nearCm: number;
  farCm: number;
}

/** What leaves lies between near and the empty room, this share of the margin before it. */
const LEAVE_SHARE = 0.5;

/**
 * The thresholds against the empty room: with a margin, somebody is nearer than nearCm and nearer than the
 * baseline by marginCm, so that an empty room that comes closer does not become somebody.
 */
export function edgesOf(thresholds: Edges & { marginCm: number }, baselineCm: number | null): Edges {
  const { nearCm, farCm, marginCm } = thresholds;
  if (marginCm <= 0 || baselineCm === null) return thresholds;
  const near = Math.min(nearCm, baselineCm - marginCm);
  return { nearCm: near, farCm: Math.max(near, Math.min(farCm, baselineCm - marginCm * LEAVE_SHARE)) };
}

/** Clothes swallow echoes: who was seen for some time may be lost for as long, up to this. */
const HOLD_MS = 1000;
/** A longer pause between readings is not time in which somebody was seen. */
const MAX_STEP_MS = 250;

export interface Near {
  near: boolean;
  /** How much longer somebody near was seen than lost, up to HOLD_MS. */
  heldMs: number;
  at: number;
}

export const notNear: Near = { near: false, heldMs: 0, at: 0 };

/**
 * Whether a distance at `at` (ms) is near. null, nothing seen, is nobody: at once where the empty room shows nothing
 * either; where that is seen, who was near is so until lost for longer than seen.
 */
export function near(
  state: Near,
  cm: number | null,
  at: number,
  { nearCm, farCm }: Edges,
  baselineCm: number | null,
): Near {
  const stepMs = Math.min(MAX_STEP_MS, Math.max(0, at - state.at));
  if (cm !== null) {
    const isNear = cm < nearCm || (state.near && cm <= farCm);
    const heldMs = isNear && state.near ? Math.min(HOLD_MS, state.heldMs + stepMs) : 0;
    return { near: isNear, heldMs, at };
  }
  const heldMs = Math.max(0, state.heldMs - stepMs);
  return { near: state.near && baselineCm !== null && heldMs > 0, heldMs, at };
}
