/** From raw sensor readings to somebody being there: median filter, near/far with hysteresis, dwell. Pure. */

export interface PresenceConfig {
  /** Nearer than this is somebody. */
  nearCm: number;
  /** Farther than this is nobody; in between nothing changes. */
  farCm: number;
  /** Somebody must stay this long to be noticed. */
  dwellMs: number;
  /** Nobody must be there this long to have left. */
  leaveMs: number;
}

export interface PresenceState {
  window: readonly number[];
  filteredCm: number | null;
  near: boolean;
  nearSince: number;
  farSince: number;
  present: boolean;
}

export type PresenceOutcome = { type: 'entered'; distanceCm: number } | { type: 'left' };

const WINDOW = 5;

export const nobody: PresenceState = {
  window: [],
  filteredCm: null,
  near: false,
  nearSince: 0,
  farSince: 0,
  present: false,
};

/** Feeds one reading in cm; null = no echo or no sensor, which is nobody and never zero distance. */
export function presence(
  state: PresenceState,
  distanceCm: number | null,
  at: number,
  config: PresenceConfig,
): { state: PresenceState; outcome: PresenceOutcome | null } {
  const reading = distanceCm === null || !(distanceCm > 0) ? Infinity : distanceCm;
  const window = [...state.window, reading].slice(-WINDOW);
  const filtered = median(window);
  const near = filtered < config.nearCm || (state.near && filtered <= config.farCm);
  const next: PresenceState = {
    ...state,
    window,
    filteredCm: Number.isFinite(filtered) ? filtered : null,
    near,
    nearSince: near && !state.near ? at : state.nearSince,
    farSince: !near && state.near ? at : state.farSince,
  };
  if (near && !state.present && at - next.nearSince >= config.dwellMs)
    return { state: { ...next, present: true }, outcome: { type: 'entered', distanceCm: filtered } };
  if (!near && state.present && at - next.farSince >= config.leaveMs)
    return { state: { ...next, present: false }, outcome: { type: 'left' } };
  return { state: next, outcome: null };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
