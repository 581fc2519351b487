import type { Desk } from './desk.ts';
import { blendKingdoms, type Genome, type Kingdoms, normalised, slerp, styleMix, uniform } from './genome.ts';
import { roundedToHalf } from './half.ts';
import type { Params } from './params.ts';
import { type Population, pickParents, pickVictim, spread } from './population.ts';
import { gaussians, type Random, seeded, weightedIndex } from './random.ts';

/** Everything that, with the parents' genomes and the model, makes one creature again: stored with it. */
export interface Recipe {
  seed: number;
  slot: number;
  /** 0 = no parent. */
  parentA: number;
  parentB: number;
  generation: number;
  mix: Kingdoms;
  /** Kingdom in which the fresh latent is drawn. */
  freshKingdom: Kingdoms;
  /** Layers taken from the first parent, coarse first. */
  cut: number;
  /** Share of the way toward the fresh latent; 1 = newcomer. */
  mutation: number;
  psi: number;
  /** Standard deviations along directions of the generator toward which it was pulled; absent where none were set. */
  steer?: Readonly<Record<string, number>>;
}

/** A principal direction of a generator's space of styles (Harkonen et al. 2020): wDim numbers of length 1. */
export interface Direction {
  name: string;
  /** Standard deviation of creatures along it. */
  sigma: number;
  vector: Float32Array;
}

/** What the desk wants of the breeding beside the parameters. */
export type Wishes = Pick<Desk, 'pinned' | 'favoured' | 'steer'>;

const NO_WISHES: Wishes = { pinned: [], favoured: null, steer: {} };

export interface BreedingContext {
  params: Params;
  population: Population;
  layers: number;
  /** Spread of a population of newcomers: what the governor holds the wall against. 0 switches it off. */
  referenceSpread: number;
  wishes?: Wishes;
}

/** So far of the way to the wanted place along a direction each newborn is pulled. */
const STEER_PULL = 0.7;

/** The spread, as a share of the newcomers', below which the governor starts to let strangers in. */
const TARGET_SHARE = 0.95;

/** How much the diversity governor adds to `newcomers`: 0 on a varied wall, up to `diversity` on a uniform one. */
export function governor(context: BreedingContext): number {
  const { params, population, referenceSpread } = context;
  if (params.diversity === 0 || referenceSpread === 0) return 0;
  const lack = 1 - spread(population) / (referenceSpread * TARGET_SHARE);
  return params.diversity * Math.min(1, Math.max(0, lack * 2));
}

/** Chooses who dies, who breeds and how, from one seed. The same context and seed give the same recipe. */
export function planBirth(context: BreedingContext, seed: number): Recipe {
  const random = seeded(seed);
  const { params, population, layers } = context;
  const { pinned, favoured, steer } = context.wishes ?? NO_WISHES;
  const slot = pickVictim(population, params.diversity, random, pinned);
  const freshKingdom = drawKingdom(params, random);
  const psi = params.psi;
  const strangers = isSparse(population) ? 1 : params.newcomers + (1 - params.newcomers) * governor(context);
  const isStranger = random() < strangers;
  const wantsParent = population.some((one) => one?.creature === favoured);
  const parents = isStranger && !wantsParent ? null : pickParents(population, params, random, favoured);
  const steered = Object.keys(steer).length > 0 ? { steer } : {};
  if (!parents) {
    const lone = { parentA: 0, parentB: 0, generation: 0, mix: freshKingdom };
    return { seed, slot, ...lone, freshKingdom, cut: layers, mutation: 1, psi, ...steered };
  }
  const [a, b] = parents;
  const jitter = Math.round((random() - 0.5) * layers * 0.5);
  const cut = Math.min(layers - 1, Math.max(1, Math.round(params.crossover * layers) + jitter));
  const mutation = params.mutation * random();
  const crossed = blendKingdoms(b.mix, a.mix, cut / layers);
  return {
    seed,
    slot,
    parentA: a.creature,
    parentB: b.creature,
    generation: Math.max(a.generation, b.generation) + 1,
    mix: normalised(blendKingdoms(crossed, freshKingdom, mutation)),
    freshKingdom,
    cut,
    mutation,
    psi,
    ...steered,
  };
}

/** A wall that is not half full yet is founded by strangers; else its first few would be everybody's parents. */
function isSparse(population: Population): boolean {
  let hanging = 0;
  for (const one of population) if (one) hanging += 1;
  return hanging * 2 < population.length;
}

/** The fresh latent of a recipe: zDim standard normal numbers from its seed. */
export function latentOf(recipe: Recipe, zDim: number): Float32Array {
  return gaussians(seeded(recipe.seed ^ 0x5bf03635), zDim);
}

/**
 * The genome of a recipe, at half precision. `fresh` is the mapping network's w (wDim) of latentOf(recipe) in freshKingdom;
 * parents are null for a newcomer; `directions` are the generator's. Throws where a parent's genome has another shape.
 */
export function conceive(
  recipe: Recipe,
  parents: readonly [Genome, Genome] | null,
  fresh: Float32Array,
  average: Float32Array,
  layers: number,
  model: string,
  directions: readonly Direction[] = [],
): Genome {
  const pull = (w: Float32Array) => roundedToHalf(pulled(w, average, recipe.steer ?? {}, directions));
  if (!parents) return uniform(pull(fresh), layers, recipe.seed, model);
  const [a, b] = parents;
  if (a.w.length !== layers * fresh.length || b.w.length !== a.w.length)
    throw new Error(`parents ${recipe.parentA} and ${recipe.parentB} do not fit the generator ${model}`);
  const crossed = styleMix(a.w, b.w, recipe.cut, fresh.length);
  const w = pull(slerp(crossed, fresh, average, recipe.mutation));
  return { layers, wDim: fresh.length, w, noiseSeed: recipe.seed, model };
}

/** Each layer of `w` pulled toward the wanted place along every direction that is steered; the others stay. */
function pulled(
  w: Float32Array,
  average: Float32Array,
  steer: Readonly<Record<string, number>>,
  directions: readonly Direction[],
): Float32Array {
  const out = w.slice();
  const wDim = average.length;
  for (const { name, sigma, vector } of directions) {
    const wanted = steer[name];
    if (wanted === undefined) continue;
    for (let start = 0; start < out.length; start += wDim) {
      let along = 0;
      for (let i = 0; i < wDim; i++) along += (out[start + i]! - average[i]!) * vector[i]!;
      const by = (wanted * sigma - along) * STEER_PULL;
      for (let i = 0; i < wDim; i++) out[start + i]! += vector[i]! * by;
    }
  }
  return out;
}

/** Half of the newcomers are pure, half are mixed: the piece is about the in-between. */
function drawKingdom(params: Params, random: Random): Kingdoms {
  const weights = [params.human, params.machine, params.cell] as const;
  const pick = Math.max(0, weightedIndex(random, weights));
  const pure: Kingdoms = [Number(pick === 0), Number(pick === 1), Number(pick === 2)];
  if (random() < 0.5) return pure;
  const other = Math.max(0, weightedIndex(random, weights));
  const second: Kingdoms = [Number(other === 0), Number(other === 1), Number(other === 2)];
  return blendKingdoms(pure, second, random() * 0.5);
}
