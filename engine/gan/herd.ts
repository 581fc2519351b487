import { signature } from '../show/genome.ts';
import type { Hanging, Population } from '../show/population.ts';
import type { Library } from '../show/ports.ts';
import type { Entry, Stage } from '../show/stage.ts';
import type { Wall } from '../show/wall.ts';

/** The genomes of the creatures on the wall, kept in step with the state. */
export interface Herd {
  population(): Population;
  stop(): void;
}

/** Follows the wall of the stage; genomes come from the library, where every announced creature already is. */
export function followWall(stage: Stage, library: Library): Herd {
  let population: (Hanging | null)[] = [];

  function hang(creature: number): Hanging | null {
    const ancestor = library.ancestor(creature);
    if (!ancestor) return null;
    const { genome, mix, generation, visitor } = ancestor;
    return {
      creature,
      genome,
      signature: signature(genome.w),
      mix,
      generation,
      visitor,
      children: 0,
      age: 0,
    };
  }

  function follow(wall: Wall): void {
    const known = new Map(population.flatMap((one) => (one ? [[one.creature, one] as const] : [])));
    population = wall.map((id) => (id === null ? null : (known.get(id) ?? hang(id))));
  }

  function grow(entry: Entry): void {
    if (entry.event.type !== 'creature/born') return;
    const { creature, parentA, parentB } = entry.event;
    for (const one of population) {
      if (!one || one.creature === creature) continue;
      one.age += 1;
      if (one.creature === parentA || one.creature === parentB) one.children += 1;
    }
  }

  follow(stage.state().wall);
  let wall = stage.state().wall;
  const stop = stage.onEvent((entry, state) => {
    if (state.wall !== wall) {
      wall = state.wall;
      follow(wall);
    }
    grow(entry);
  });
  return { population: () => population, stop };
}
