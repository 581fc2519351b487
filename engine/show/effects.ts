import type { Event } from './events.ts';
import type { State } from './state.ts';

/** Orders that follow from a fact; an edge of the engine carries each out. */
export type Effect =
  | { type: 'begin-visit'; cause: string }
  | { type: 'hurry-visit'; visit: string }
  | { type: 'take-selfie'; visit: string }
  | { type: 'cancel-visit'; visit: string; cause: string }
  | { type: 'end-visit'; visit: string }
  | { type: 'recall-scene'; scene: string; morphMs: number }
  | { type: 'set-blackout'; on: boolean };

const MAX_REFUSED = 3;

/** The orders that follow from `event` in the state `before` it, given the state `after`. */
export function effects(before: State, event: Event, after: State): Effect[] {
  switch (event.type) {
    case 'button/pressed':
      return pressed(before);
    case 'button/held':
      return held(before);
    case 'presence/entered':
      return free(before) && before.begin !== 'button' ? [{ type: 'begin-visit', cause: 'presence' }] : [];
    case 'presence/left':
      return left(before, after);
    case 'phase/elapsed':
      return ranOut(before, event.phase, after);
    case 'selfie/rejected':
      return retried(before, after);
    case 'cue/fired':
      return cued(before, event.cue);
    default:
      return [];
  }
}

function cued(before: State, name: string): Effect[] {
  const cue = before.cues[name];
  if (!cue || before.desk.locked) return [];
  const orders: Effect[] = [];
  if (cue.scene !== undefined) orders.push({ type: 'recall-scene', scene: cue.scene, morphMs: cue.morphMs });
  if (cue.blackout !== undefined) orders.push({ type: 'set-blackout', on: cue.blackout });
  return orders;
}

/** Nobody is being served, and somebody could be. */
function free(state: State): boolean {
  return state.open && state.visit === null && !state.freeze && !state.sleep.asleep;
}

function pressed(before: State): Effect[] {
  if (free(before)) return before.begin === 'presence' ? [] : [{ type: 'begin-visit', cause: 'button' }];
  if (!before.visit) return [];
  if (before.phase === 'notice') return [{ type: 'hurry-visit', visit: before.visit.visit }];
  if (before.phase === 'reveal' && before.visit.creature !== null)
    return [{ type: 'end-visit', visit: before.visit.visit }];
  return [];
}

/** A hold is a no: to the whole visit, or to hanging or keeping the portrait where that is what was asked. */
function held({ visit, phase }: State): Effect[] {
  if (!visit) return [];
  if (phase === 'capture' && (visit.asked === 'wall' || visit.asked === 'keep')) return [];
  return [{ type: 'cancel-visit', visit: visit.visit, cause: 'refused' }];
}

/** Whoever leaves before the camera has looked is not kept; later the phase ends sooner, see leaving.ts. */
function left(before: State, after: State): Effect[] {
  const gone = Object.keys(after.present).length === 0;
  if (!gone || !before.visit || before.visit.cause !== 'presence' || before.phase !== 'notice') return [];
  return [{ type: 'cancel-visit', visit: before.visit.visit, cause: 'left' }];
}

function ranOut(before: State, phase: string, after: State): Effect[] {
  if (!before.visit || before.phase !== phase) return [];
  const { visit, creature } = before.visit;
  if (phase === 'notice') return after.phase === 'capture' ? [{ type: 'take-selfie', visit }] : [];
  if (phase === 'reveal' && creature !== null) return [{ type: 'end-visit', visit }];
  return [{ type: 'cancel-visit', visit, cause: 'timeout' }];
}

function retried(before: State, after: State): Effect[] {
  if (!after.visit || after.phase !== 'capture' || before.visit?.refused === after.visit.refused) return [];
  const { visit, refused } = after.visit;
  if (refused >= MAX_REFUSED) return [{ type: 'cancel-visit', visit, cause: 'no-face' }];
  return [{ type: 'take-selfie', visit }];
}
