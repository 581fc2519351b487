import type { Params } from '../../engine/show/params.ts';
import type { State } from '../../engine/show/state.ts';

/** While nobody is there one specimen after another steps forward: it grows out of its slot, is seen, and sinks back. */
export interface Forward {
  slot: number;
  /** 0..1: how far it has grown to three by three cells. */
  grown: number;
}

const GROW_S = 2.2;
const STAY_S = 5;
/** Between two there is nothing for at least this share of the time. */
const MOST = 0.75;

/**
 * Who steps forward at `nowMs` on the engine's clock, alike in every window; null while there is a visitor or nothing
 * to see. Pure: the moment chooses the slot.
 */
export function forwardAt(state: State, params: Params, nowMs: number): Forward | null {
  const { phase, open, blackout, freeze, wall } = state;
  if (phase !== 'attract' || !open || blackout || freeze || params.attract <= 0) return null;
  const periodS = 60 / params.attract;
  const turn = Math.floor(nowMs / 1000 / periodS);
  const slot = scattered(turn) % wall.length;
  if (wall[slot] == null) return null;
  const ageS = nowMs / 1000 - turn * periodS;
  const pace = Math.max(1, (2 * GROW_S + STAY_S) / (periodS * MOST));
  const grown = Math.min(ease((ageS * pace) / GROW_S), 1 - ease((ageS * pace - GROW_S - STAY_S) / GROW_S));
  return grown > 0 ? { slot, grown } : null;
}

function scattered(turn: number): number {
  const mixed = Math.imul(turn ^ (turn >>> 15), 0x2c1b3c6d);
  return (Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 4) & 0xffffff;
}

function ease(t: number): number {
  const x = Math.min(1, Math.max(0, t));
  return x * x * (3 - 2 * x);
}
