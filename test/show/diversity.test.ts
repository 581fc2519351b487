import { expect, test } from 'vitest';
import { type BreedingContext, conceive, latentOf, planBirth } from '../../engine/show/breeding.ts';
import { type Kingdoms, signature, uniform } from '../../engine/show/genome.ts';
import { defaultParams, type Params } from '../../engine/show/params.ts';
import { type Hanging, meanPairwiseDistance, type Population, spread } from '../../engine/show/population.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { seedAt } from '../../engine/show/seeds.ts';

const LAYERS = 6;
const W = 12;
const SLOTS = 80;
const average = new Float32Array(W);
const MARKS = [0, 1_000, 10_000, 100_000];

/** A stand-in for the mapping network: latents around a centre per kingdom. */
function mapped(latent: Float32Array, kingdom: Kingdoms): Float32Array {
  return latent.map((value, i) => value + 1.5 * (kingdom[i % 3] ?? 0));
}

function hang(creature: number, genome: Hanging['genome'], mix: Kingdoms, generation: number): Hanging {
  const sign = signature(genome.w);
  return { creature, genome, signature: sign, mix, generation, visitor: false, children: 0, age: 0 };
}

function strangers(): Hanging[] {
  const random = seeded(7);
  return Array.from({ length: SLOTS }, (_, i) => {
    const mix: Kingdoms = i % 3 === 0 ? [1, 0, 0] : i % 3 === 1 ? [0, 1, 0] : [0, 0, 1];
    return hang(i + 1, uniform(mapped(gaussians(random, W), mix), LAYERS, i, 'stand-in'), mix, 0);
  });
}

function evolve(params: Params, governed: boolean): { distances: number[]; strangers: number } {
  const population: Hanging[] = strangers();
  const byId = new Map(population.map((one) => [one.creature, one]));
  const referenceSpread = governed ? spread(population) : 0;
  const distances: number[] = [];
  let newcomers = 0;
  for (let birth = 0; birth <= MARKS.at(-1)!; birth++) {
    if (MARKS.includes(birth)) distances.push(meanPairwiseDistance(population));
    const context: BreedingContext = {
      params,
      population: population as Population,
      layers: LAYERS,
      referenceSpread,
    };
    const recipe = planBirth(context, seedAt(1, birth + 1000));
    const parents = [byId.get(recipe.parentA), byId.get(recipe.parentB)] as const;
    const pair = parents[0] && parents[1] ? ([parents[0].genome, parents[1].genome] as const) : null;
    if (!pair) newcomers += 1;
    const fresh = mapped(latentOf(recipe, W), recipe.freshKingdom);
    const genome = conceive(recipe, pair, fresh, average, LAYERS, 'stand-in');
    byId.delete(population[recipe.slot]!.creature);
    for (const one of population) one.age += 1;
    for (const parent of parents) if (parent) parent.children += 1;
    const child = hang(recipe.seed, genome, recipe.mix, recipe.generation);
    population[recipe.slot] = child;
    byId.set(child.creature, child);
  }
  return { distances, strangers: newcomers };
}

test('a hundred thousand births do not make the wall one family', () => {
  const harsh = { ...defaultParams(), newcomers: 0, mutation: 0 };
  const cases = {
    'closed wall, no governor': evolve({ ...harsh, diversity: 0 }, false),
    'closed wall, governor': evolve(harsh, true),
    'defaults, no governor': evolve({ ...defaultParams(), diversity: 0 }, false),
    'defaults, governor': evolve(defaultParams(), true),
  };
  const row = ({ distances, strangers: count }: ReturnType<typeof evolve>) => ({
    ...Object.fromEntries(MARKS.map((mark, i) => [mark, distances[i]!.toFixed(2)])),
    newcomers: count,
  });
  console.log('mean pairwise distance after N births');
  console.table(Object.fromEntries(Object.entries(cases).map(([name, result]) => [name, row(result)])));
  const kept = (name: keyof typeof cases) => cases[name].distances[3]! / cases[name].distances[0]!;
  expect(kept('closed wall, no governor')).toBeLessThan(0.3);
  expect(kept('closed wall, governor')).toBeGreaterThan(0.75);
  expect(kept('defaults, governor')).toBeGreaterThan(0.8);
  expect(kept('defaults, governor')).toBeGreaterThanOrEqual(kept('defaults, no governor'));
}, 60_000);
