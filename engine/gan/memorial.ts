import type { Event } from '../show/events.ts';
import type { Library, Visitor } from '../show/ports.ts';
import { type Random, seeded } from '../show/random.ts';
import type { State } from '../show/state.ts';
import { slotForProfile } from '../show/wall.ts';

const MAX_NUMBER = 2 ** 31;

/**
 * The facts by which a visitor of the archive hangs again: the place of a creature that is none, an empty one first;
 * where visitors fill the wall, of one of them. None where nobody is left to come back.
 */
export function recalling(state: State, library: Library, seed: number): Event[] {
  const random = seeded(seed);
  const visitor = someone(state, library, random);
  if (!visitor) return [];
  const slot = slotForProfile(state.wall, state.specimens, 0, random(), state.desk.pinned);
  const { mix, ...kept } = visitor;
  const [human, machine, cell] = mix;
  const dying = state.wall[slot] ?? null;
  const died: Event[] = dying === null ? [] : [{ type: 'creature/died', creature: dying, slot }];
  return [...died, { type: 'profile/recalled', ...kept, slot, human, machine, cell }];
}

/** Anybody who may hang and does not. */
function someone(state: State, library: Library, random: Random): Visitor | undefined {
  const barred = new Set<number | null>([...state.wall, ...state.hidden, ...state.waiting]);
  const open = library
    .visitorsFrom(Math.floor(random() * MAX_NUMBER))
    .filter(({ creature }) => !barred.has(creature));
  return open[Math.floor(random() * open.length)];
}
