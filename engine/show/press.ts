/** From the raw level of a contact to presses and holds: debounce, minimum press, hold. Pure; time is an argument. */

export interface PressConfig {
  /** A level counts once it has been steady this long. */
  debounceMs: number;
  /** Pressed this long is a hold (= no). */
  holdMs: number;
}

export interface PressState {
  /** The settled level. */
  down: boolean;
  raw: boolean;
  rawSince: number;
  downSince: number;
  held: boolean;
}

export type PressOutcome = { type: 'pressed' } | { type: 'held'; heldMs: number };

export const released: PressState = { down: false, raw: false, rawSince: 0, downSince: 0, held: false };

/**
 * Feeds one reading (or a tick: the same level again). A press is told on release, so that it is never also a
 * hold; a hold is told while the button is still down.
 */
export function press(
  state: PressState,
  level: boolean,
  at: number,
  config: PressConfig,
): { state: PressState; outcome: PressOutcome | null } {
  const settledSince = level === state.raw ? state.rawSince : at;
  const next = { ...state, raw: level, rawSince: settledSince };
  const steady = at - settledSince >= config.debounceMs;
  if (level && !state.down && steady) {
    return { state: { ...next, down: true, downSince: settledSince, held: false }, outcome: null };
  }
  if (level && state.down && !state.held && at - state.downSince >= config.holdMs) {
    return { state: { ...next, held: true }, outcome: { type: 'held', heldMs: at - state.downSince } };
  }
  if (!level && state.down && steady) {
    const outcome: PressOutcome | null = state.held ? null : { type: 'pressed' };
    return { state: { ...next, down: false, held: false }, outcome };
  }
  return { state: next, outcome: null };
}
