import { describe, expect, test } from 'vitest';
import { conceive, type Direction, planBirth, type Wishes } from '../../engine/show/breeding.ts';
import { type Kingdoms, signature, uniform } from '../../engine/show/genome.ts';
import { defaultParams } from '../../engine/show/params.ts';
import type { Population } from '../../engine/show/population.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { slotForProfile } from '../../engine/show/wall.ts';

const LAYERS = 4;
const W_DIM = 8;
const mix: Kingdoms = [1, 0, 0];
const average = new Float32Array(W_DIM).fill(0.25);

const population: Population = Array.from({ length: 12 }, (_, i) => {
  const genome = uniform(gaussians(seeded(i + 1), W_DIM), LAYERS, i, 'm');
  const unborn = { generation: 0, visitor: false, children: 0 };
  return { creature: 100 + i, genome, signature: signature(genome.w), mix, ...unborn, age: i };
});
const none: Wishes = { pinned: [], favoured: null, steer: {} };
const plans = (wishes: Partial<Wishes>, newcomers = 0.3) =>
  Array.from({ length: 200 }, (_, seed) =>
    planBirth(
      {
        params: { ...defaultParams(), newcomers },
        population,
        layers: LAYERS,
        referenceSpread: 0,
        wishes: { ...none, ...wishes },
      },
      seed + 1,
    ),
  );

test('who is pinned does not die, who is not does', () => {
  const pinned = [100, 103, 106, 109, 110, 111];
  const died = new Set(plans({ pinned }).map(({ slot }) => 100 + slot));
  for (const id of pinned) expect(died).not.toContain(id);
  expect(died.size).toBeGreaterThan(2);
  expect(new Set(plans({}).map(({ slot }) => 100 + slot))).toContain(111);
});

test('a profile does not take the slot of who is pinned', () => {
  const wall = [1, 2, 3];
  for (const chance of [0, 0.4, 0.99]) expect(slotForProfile(wall, {}, 2, chance, [1])).toBe(2);
});

test('every birth is bred from the favourite, with many others', () => {
  const recipes = plans({ favoured: 105 });
  for (const { parentA, parentB } of recipes) expect([parentA, parentB]).toContain(105);
  const others = new Set(recipes.map(({ parentA, parentB }) => (parentA === 105 ? parentB : parentA)));
  expect(others.size).toBeGreaterThan(6);
  expect(others).not.toContain(105);
  expect(plans({ favoured: 999 }).some(({ parentA }) => parentA === 0)).toBe(true);
});

describe('steering', () => {
  const along = (w: Float32Array, { vector, sigma }: Direction) =>
    w.subarray(0, W_DIM).reduce((sum, value, i) => sum + (value - average[i]!) * vector[i]!, 0) / sigma;
  const unit = (axis: number) => Float32Array.from({ length: W_DIM }, (_, i) => Number(i === axis));
  const directions: Direction[] = [
    { name: 'facing', sigma: 2, vector: unit(0) },
    { name: 'grain', sigma: 0.5, vector: unit(3) },
  ];
  const child = (steer: Wishes['steer'], parents: boolean) => {
    const recipe = plans({ steer }, parents ? 0 : 1)[7]!;
    const pair = parents ? ([population[0]!.genome, population[1]!.genome] as const) : null;
    return conceive(recipe, pair, gaussians(seeded(5), W_DIM), average, LAYERS, 'm', directions);
  };

  test.each([true, false])(
    'pulls a newborn (with parents: %s) along a direction and leaves the others',
    (parents) => {
      const [plain, pulled] = [child({}, parents).w, child({ grain: 2.5 }, parents).w];
      expect(along(pulled, directions[1]!)).toBeGreaterThan(1.2);
      expect(Math.abs(along(pulled, directions[1]!) - 2.5)).toBeLessThan(
        Math.abs(along(plain, directions[1]!) - 2.5) * 0.31,
      );
      for (let i = 0; i < plain.length; i++) if (i % W_DIM !== 3) expect(pulled[i]).toBe(plain[i]);
    },
  );

  test('is in the recipe, so that the same creature is bred again', () => {
    expect(plans({ steer: { grain: 1 } })[0]!.steer).toEqual({ grain: 1 });
    expect(plans({})[0]).not.toHaveProperty('steer');
    expect(child({ grain: 1 }, true)).toEqual(child({ grain: 1 }, true));
  });

  test('generations do not drift past what is wanted', () => {
    let w = population[0]!.genome;
    const recipe = { ...plans({ steer: { facing: 2 } }, 0)[3]!, mutation: 0, cut: 2 };
    for (let i = 0; i < 20; i++) w = conceive(recipe, [w, w], average, average, LAYERS, 'm', directions);
    expect(along(w.w, directions[0]!)).toBeCloseTo(2, 1);
  });
});
