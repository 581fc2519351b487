import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Direction } from '../show/breeding.ts';

const MAX_DIRECTIONS = 32;
const stats = z.object({
  directions: z
    .array(
      z.object({
        name: z.string().min(1).max(60),
        sigma: z.number().positive(),
        vector: z.array(z.number()),
      }),
    )
    .max(MAX_DIRECTIONS)
    .default([]),
});

/** The named directions in a model's `stats` file, of length 1; none without a file. Throws where they do not fit `wDim`. */
export function readDirections(path: string | undefined, wDim: number): Direction[] {
  if (path === undefined) return [];
  return stats.parse(JSON.parse(readFileSync(path, 'utf8'))).directions.map(({ name, sigma, vector }) => {
    if (vector.length !== wDim) throw new Error(`the direction "${name}" has not ${wDim} numbers`);
    const length = Math.hypot(...vector);
    if (length === 0) throw new Error(`the direction "${name}" leads nowhere`);
    return { name, sigma, vector: Float32Array.from(vector, (value) => value / length) };
  });
}
