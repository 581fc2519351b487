import { distance, type Genome, type Kingdoms } from './genome.ts';
import type { Params } from './params.ts';
import { type Random, weightedIndex } from './random.ts';

/** A creature hanging on the wall, as the breeder sees it. */
export interface Hanging {
  creature: number;
  genome: Genome;
  signature: Float32Array;
  mix: Kingdoms;
  generation: number;
  visitor: boolean;
  /** Children it has had so far. */
  children: number;
  /** Births since it was hung. */
  age: number;
}

/** One entry per slot; null = empty. */
export type Population = readonly (Hanging | null)[];

/** A profile is not replaced before this many births have passed over it. */
export const PROFILE_GRACE = 300;
const CANDIDATES = 6;
const SUITORS = 16;
const WITNESSES = 8;

/** Root mean square pairwise distance of the signatures on the wall; O(slots), no pair is visited. */
export function spread(population: Population): number {
  let count = 0;
  let squares = 0;
  const sum = new Float64Array(64);
  for (const hanging of population) {
    if (!hanging) continue;
    count += 1;
    for (let i = 0; i < hanging.signature.length; i++) {
      const value = hanging.signature[i]!;
      sum[i]! += value;
      squares += value * value;
    }
  }
  if (count < 2) return 0;
  let meanSquare = 0;
  for (const value of sum) meanSquare += (value / count) ** 2;
  return Math.sqrt(Math.max(0, (2 * count * (squares / count - meanSquare)) / (count - 1)));
}

/** Mean distance of every pair; O(slots^2), for tables and tests. */
export function meanPairwiseDistance(population: Population): number {
  const all = population.filter((hanging) => hanging !== null);
  let sum = 0;
  for (let i = 0; i < all.length; i++)
    for (let j = 0; j < i; j++) sum += distance(all[i]!.signature, all[j]!.signature);
  return all.length < 2 ? 0 : (2 * sum) / (all.length * (all.length - 1));
}

/**
 * The slot of the next birth: an empty one if there is any; else of a few drawn at random the oldest or,
 * with probability `diversity`, the one most like another on the wall. Young profiles and who is pinned are spared.
 */
export function pickVictim(
  population: Population,
  diversity: number,
  random: Random,
  pinned: readonly number[] = [],
): number {
  const empty = population.indexOf(null);
  if (empty >= 0) return empty;
  const lookAlike = random() < diversity;
  let victim = -1;
  let worst = -Infinity;
  for (let i = 0; i < CANDIDATES; i++) {
    const slot = Math.floor(random() * population.length);
    const hanging = population[slot]!;
    if (pinned.includes(hanging.creature) || isYoungProfile(hanging)) continue;
    const score = lookAlike ? -nearestWitness(population, slot, random) : hanging.age;
    if (score > worst) {
      worst = score;
      victim = slot;
    }
  }
  return victim >= 0 ? victim : oldest(population, pinned);
}

/**
 * Two different parents, one of them `favoured` where it hangs; null where fewer than two creatures hang. The cost does
 * not grow with the wall.
 */
export function pickParents(
  population: Population,
  params: Params,
  random: Random,
  favoured: number | null = null,
): [Hanging, Hanging] | null {
  const hanging = population.filter((one) => one !== null);
  if (hanging.length < 2) return null;
  const visitors = hanging.filter((one) => one.visitor);
  // One visitor must not found every dynasty: their pull grows with their number and ends at `ancestors`.
  const pull = params.ancestors * (visitors.length / (visitors.length + 3));
  const wanted = weightIn(hanging, params, random);
  const chosen = hanging.find(({ creature }) => creature === favoured);
  const a =
    chosen ??
    (visitors.length > 0 && random() < pull
      ? draw(visitors, random, (one) => 1 / (1 + one.children))
      : draw(suitors(hanging, random, null), random, wanted));
  const b = draw(suitors(hanging, random, a), random, wanted);
  return random() < 0.5 ? [a, b] : [b, a];
}

/** A random few of the wall without `except`; all of a small wall. */
function suitors(hanging: readonly Hanging[], random: Random, except: Hanging | null): Hanging[] {
  const all = hanging.length <= SUITORS;
  const some = all
    ? hanging
    : Array.from({ length: SUITORS }, () => hanging[Math.floor(random() * hanging.length)]!);
  const others = some.filter((one) => one !== except);
  return others.length > 0 ? others : hanging.filter((one) => one !== except);
}

/** Kingdom balance, fewer children and, under diversity pressure, unlikeness to the rest raise the weight. */
function weightIn(hanging: readonly Hanging[], params: Params, random: Random): (one: Hanging) => number {
  const witnesses = Array.from({ length: WITNESSES }, () => hanging[Math.floor(random() * hanging.length)]!);
  const wanted = [params.human, params.machine, params.cell];
  return (one) => {
    const kingdom = 0.02 + one.mix.reduce((sum, share, k) => sum + share * wanted[k]!, 0);
    const fresh = 1 / (1 + one.children * params.diversity);
    let unlike = 0;
    for (const witness of witnesses) unlike += distance(one.signature, witness.signature);
    return kingdom * fresh * (1 + params.diversity * (unlike / WITNESSES));
  };
}

function draw(from: readonly Hanging[], random: Random, weight: (one: Hanging) => number): Hanging {
  const index = weightedIndex(random, from.map(weight));
  return from[Math.max(0, index)]!;
}

function isYoungProfile(hanging: Hanging): boolean {
  return hanging.visitor && hanging.age < PROFILE_GRACE;
}

function nearestWitness(population: Population, slot: number, random: Random): number {
  const me = population[slot]!.signature;
  let nearest = Infinity;
  for (let i = 0; i < WITNESSES; i++) {
    const other = Math.floor(random() * population.length);
    if (other !== slot) nearest = Math.min(nearest, distance(me, population[other]!.signature));
  }
  return nearest;
}

function oldest(population: Population, pinned: readonly number[]): number {
  let slot = -1;
  for (let i = 0; i < population.length; i++) {
    const { creature, age } = population[i]!;
    if (!pinned.includes(creature) && (slot < 0 || age > population[slot]!.age)) slot = i;
  }
  return Math.max(0, slot);
}
