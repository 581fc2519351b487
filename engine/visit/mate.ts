import type { ModelInfo } from '../gan/port.ts';
import { type Ancestor, type Library, Refusal } from '../show/ports.ts';
import { seeded } from '../show/random.ts';
import type { State } from '../show/state.ts';

/** The creature from the wall that a visitor is mixed with. */
export interface Mate extends Ancestor {
  creature: number;
}

/**
 * A creature chosen at random from those on the wall; the same seed and wall give the same one.
 * Throws a Refusal where none hangs that fits the generator.
 */
export function mateFromWall(state: State, library: Library, model: ModelInfo, seed: number): Mate {
  const random = seeded(seed);
  const hanging = state.wall.filter((id) => id !== null);
  while (hanging.length > 0) {
    const creature = hanging.splice(Math.floor(random() * hanging.length), 1)[0]!;
    const ancestor = library.ancestor(creature);
    const fits = ancestor?.genome.layers === model.layers && ancestor.genome.wDim === model.wDim;
    if (ancestor && fits) return { ...ancestor, creature };
  }
  throw new Refusal(
    503,
    'wall-empty',
    'No creature hangs on the wall yet.',
    'Wait a few seconds and try again.',
  );
}
