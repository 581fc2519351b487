import { latentOf, planBirth } from '../show/breeding.ts';
import { normalised, signature, uniform } from '../show/genome.ts';
import type { Params } from '../show/params.ts';
import { type Hanging, spread } from '../show/population.ts';
import { seedAt } from '../show/seeds.ts';
import type { Generator } from './port.ts';

const STRANGERS = 64;
const STEPS = 10;

/** The spread of a wall of newcomers, which the diversity governor holds the wall against. */
export interface Reference {
  /** Measured anew where the balance of kingdoms has shifted; rejects as the generator does. */
  spread(params: Params): Promise<number>;
}

/** Nothing is measured before it is asked for. */
export function strangersReference(generator: Generator): Reference {
  let known: { balance: string; spread: number } | null = null;
  return {
    async spread(params) {
      const balance = normalised([params.human, params.machine, params.cell])
        .map((share) => Math.round(share * STEPS))
        .join('/');
      if (known?.balance !== balance) known = { balance, spread: await measure(generator, params) };
      return known.spread;
    },
  };
}

async function measure(generator: Generator, params: Params): Promise<number> {
  const { layers, name, zDim } = generator.model;
  const nobody = { params, population: [null], layers, referenceSpread: 0 };
  const strangers: Hanging[] = [];
  for (let number = 1; number <= STRANGERS; number++) {
    const recipe = planBirth(nobody, seedAt(1, number));
    const w = await generator.map(latentOf(recipe, zDim), recipe.freshKingdom, 'birth');
    const genome = uniform(w, layers, recipe.seed, name);
    const { mix, generation } = recipe;
    const unborn = { generation, visitor: false, children: 0, age: 0 };
    strangers.push({ creature: recipe.seed, genome, signature: signature(genome.w), mix, ...unborn });
  }
  return spread(strangers);
}
