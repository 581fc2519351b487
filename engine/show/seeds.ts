/** Creature seeds: unique 31-bit numbers, so that one fits an OSC int and is id, label and file name at once. */

const MASK = 0x7fffffff;

function mix(value: number): number {
  let x = value & MASK;
  x ^= x >>> 16;
  x = Math.imul(x, 0x45d9f3b) & MASK;
  x ^= x >>> 15;
  x = Math.imul(x, 0x119de1f3) & MASK;
  x ^= x >>> 16;
  return x & MASK;
}

/** The seed of the `number`-th creature (1..2^31-1) of a show: a permutation, so no two ever meet; never 0. */
export function seedAt(showSeed: number, number: number): number {
  const keyed = Math.imul(number & MASK, (showSeed << 1) | 1) & MASK;
  return mix(keyed);
}

/** Hands out numbers and seeds in order, for births and visits alike. */
export interface SeedSource {
  next(): { number: number; seed: number };
}

/** A source that goes on after `lastNumber`, the highest number the archive has kept. */
export function seedSource(showSeed: number, lastNumber: number): SeedSource {
  let number = lastNumber;
  return {
    next() {
      number += 1;
      return { number, seed: seedAt(showSeed, number) };
    },
  };
}
