import type { EventOf } from './events.ts';
import type { State } from './state.ts';
import { hung, type Specimen } from './wall.ts';

const MAX_HIDDEN = 1000;
const MAX_WAITING = 500;

/** A profile is announced before its creature hangs; its name waits here until then. */
export function foundling(event: EventOf<'profile/born' | 'profile/approved'>, at: number): Specimen {
  const parents = { parentA: 0, parentB: 0, generation: 0 };
  return { creature: event.creature, ...parents, mix: [1, 0, 0], bornAt: at, name: event.name };
}

export function creatureBorn(state: State, event: EventOf<'creature/born'>, at: number): State {
  // A creature that does not hang leaves nothing in the public state, a visitor's name least of all.
  if (event.slot < 0 || event.slot >= state.wall.length)
    return {
      ...state,
      births: state.births + 1,
      specimens: without(state.specimens, String(event.creature)),
    };
  const { creature, parentA, parentB, generation, human, machine, cell } = event;
  const name = state.specimens[creature]?.name ?? null;
  const specimen = {
    creature,
    parentA,
    parentB,
    generation,
    mix: [human, machine, cell] as const,
    bornAt: at,
    name,
  };
  const previous = state.wall[event.slot];
  const specimens = { ...(previous ? without(state.specimens, String(previous)) : state.specimens) };
  specimens[creature] = specimen;
  return { ...state, births: state.births + 1, wall: hung(state.wall, event.slot, creature), specimens };
}

/** A visitor of the archive hangs again, in the place of whoever hung there. Their arrival was long ago. */
export function recalledProfile(state: State, event: EventOf<'profile/recalled'>): State {
  const { type: _, slot, human, machine, cell, ...kept } = event;
  if (slot < 0 || slot >= state.wall.length || state.wall.includes(event.creature)) return state;
  const previous = state.wall[slot];
  const specimens = previous ? without(state.specimens, String(previous)) : state.specimens;
  const specimen: Specimen = { ...kept, mix: [human, machine, cell], bornAt: 0 };
  return {
    ...state,
    wall: hung(state.wall, slot, event.creature),
    specimens: { ...specimens, [event.creature]: specimen },
  };
}

/** A profile that waits leaves nothing in the public state but its number. Where too many wait, the oldest is hidden. */
export function waits(state: State, creature: number): State {
  const [oldest, ...others] = state.waiting;
  const full = oldest !== undefined && state.waiting.length >= MAX_WAITING;
  const room = full ? { ...hidden(state, oldest), waiting: others } : state;
  return {
    ...room,
    waiting: [...room.waiting, creature],
    specimens: without(state.specimens, String(creature)),
  };
}

export function approved(state: State, event: EventOf<'profile/approved'>, at: number): State {
  const waiting = state.waiting.filter((id) => id !== event.creature);
  return { ...state, waiting, specimens: { ...state.specimens, [event.creature]: foundling(event, at) } };
}

export function hidden(state: State, creature: number): State {
  return { ...state, hidden: [...state.hidden, creature].slice(-MAX_HIDDEN) };
}

/** Takes a creature off the wall, wherever it hangs, or out of those who wait to hang. */
export function taken(state: State, creature: number): State {
  const slot = state.wall.indexOf(creature);
  const specimens = without(state.specimens, String(creature));
  const waiting = state.waiting.filter((id) => id !== creature);
  return { ...state, specimens, waiting, wall: slot < 0 ? state.wall : hung(state.wall, slot, null) };
}

export function without<V>(record: Record<string, V>, key: string): Record<string, V> {
  const { [key]: _, ...rest } = record;
  return rest;
}
