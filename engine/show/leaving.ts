import type { Phase, State } from './state.ts';

/**
 * A visitor whom every sensor has lost: the phase goes on, but no longer than `times.leftMs`, which the booth
 * announces. Whoever is seen again, or does anything, has the phase's own time back. Pure.
 */

/** Into a phase that ends at `deadline` (ms since 1970; null = never), sooner while the visitor is missed. */
export function inPhase(state: State, phase: Phase, deadline: number | null, at: number): State {
  if (!state.visit?.missed) return { ...state, phase, deadline };
  return {
    ...state,
    phase,
    deadline: sooner(state, deadline, at),
    visit: { ...state.visit, until: deadline },
  };
}

/** No sensor sees anybody any more. */
export function missed(state: State, at: number): State {
  const { visit, deadline } = state;
  if (!visit || visit.missed || Object.keys(state.present).length > 0) return state;
  return {
    ...state,
    deadline: sooner(state, deadline, at),
    visit: { ...visit, missed: true, until: deadline },
  };
}

/** The visitor has been seen or heard. */
export function found(state: State): State {
  const { visit } = state;
  if (!visit?.missed) return state;
  return { ...state, deadline: visit.until, visit: { ...visit, missed: false, until: null } };
}

function sooner(state: State, deadline: number | null, at: number): number {
  return Math.min(deadline ?? Infinity, at + state.times.leftMs);
}
