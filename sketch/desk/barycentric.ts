import type { Kingdoms } from '../../engine/show/genome.ts';

/**
 * The kingdoms as a triangle in the unit square: human at the middle of the top, machine at the bottom left, cell at
 * the bottom right.
 */

/** Where three weights lie; in the middle where all are 0. */
export function toTriangle(weights: Kingdoms): { x: number; y: number } {
  const sum = weights[0] + weights[1] + weights[2];
  const [human, , cell] = sum > 0 ? weights.map((one) => one / sum) : [1 / 3, 1 / 3, 1 / 3];
  return { x: human! * 0.5 + cell!, y: 1 - human! };
}

/** The weights at a place, the highest of them 1; a place outside counts as the nearest shares inside. */
export function fromTriangle(x: number, y: number): Kingdoms {
  const human = 1 - y;
  const cell = x - human * 0.5;
  const shares = [human, 1 - human - cell, cell].map((one) => Math.max(0, one));
  const highest = Math.max(...shares);
  const rounded = shares.map((one) => (highest > 0 ? Math.round((one / highest) * 1000) / 1000 : 1));
  return rounded as unknown as Kingdoms;
}
