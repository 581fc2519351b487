import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Kingdoms } from '../show/genome.ts';
import { gaussians, seeded } from '../show/random.ts';

const SAMPLES = 256;
const stats = z.object({ kingdomMeans: z.array(z.array(z.number())).length(3) });

/** Mean w of each kingdom, wDim values each. */
export type KingdomMeans = readonly [Float32Array, Float32Array, Float32Array];
type MapBatch = (latents: Float32Array, kingdoms: Float32Array, count: number) => Promise<Float32Array>;

/** The means in a model's `stats` file. Throws where the file does not fit a generator of this `wDim`. */
export function readMeans(path: string, wDim: number): KingdomMeans {
  const means = stats.parse(JSON.parse(readFileSync(path, 'utf8'))).kingdomMeans;
  if (means.some((mean) => mean.length !== wDim)) throw new Error(`a mean in it has not ${wDim} numbers`);
  return means.map((mean) => Float32Array.from(mean)) as unknown as KingdomMeans;
}

/** The means of 256 seeded latents per kingdom through the mapping network, as w_avg is defined for StyleGAN. */
export async function measureMeans(map: MapBatch, zDim: number, wDim: number): Promise<KingdomMeans> {
  const means: Float32Array[] = [];
  for (let kingdom = 0; kingdom < 3; kingdom++) {
    const kingdoms = new Float32Array(SAMPLES * 3);
    for (let i = 0; i < SAMPLES; i++) kingdoms[i * 3 + kingdom] = 1;
    const ws = await map(gaussians(seeded(1 + kingdom), SAMPLES * zDim), kingdoms, SAMPLES);
    const mean = new Float32Array(wDim);
    for (let i = 0; i < ws.length; i++) mean[i % wDim]! += ws[i]! / SAMPLES;
    means.push(mean);
  }
  return means as unknown as KingdomMeans;
}

/** Mean w of creatures of this mix. */
export function averageOf(means: KingdomMeans, mix: Kingdoms): Float32Array {
  return means[0].map((_, i) => mix[0] * means[0][i]! + mix[1] * means[1][i]! + mix[2] * means[2][i]!);
}
