import { availableParallelism, cpus } from 'node:os';
import type { Kingdoms } from '../show/genome.ts';
import { uniform } from '../show/genome.ts';
import { gaussians, seeded } from '../show/random.ts';
import type { Generator } from './port.ts';

const WARM_UP = 8;
const PICTURES = 64;
const MIXED: Kingdoms = [1 / 3, 1 / 3, 1 / 3];

/** Pictures per second through the child process, as births and visits get them; a few printable lines. */
export async function benchGenerator(generator: Generator): Promise<string[]> {
  const { zDim, layers, name, resolution } = generator.model;
  const random = seeded(1);
  const mapMs: number[] = [];
  const w = await timed(mapMs, () => generator.map(gaussians(random, zDim), MIXED, 'birth'));
  const genome = uniform(w, layers, 1, name);
  for (let i = 0; i < WARM_UP; i++) await generator.render(genome, MIXED, 0.8, 'birth');
  const renderMs: number[] = [];
  const start = performance.now();
  for (let i = 0; i < PICTURES; i++)
    await timed(renderMs, () => generator.render(genome, MIXED, 0.8, 'birth'));
  const perSecond = (PICTURES * 1000) / (performance.now() - start);
  for (let i = 0; i < PICTURES; i++)
    await timed(mapMs, () => generator.map(gaussians(random, zDim), MIXED, 'birth'));
  const photo = await generator.render(genome, MIXED, 0.8, 'birth');
  const translateMs: number[] = [];
  if (generator.model.translator)
    for (let i = 0; i < WARM_UP; i++)
      await timed(translateMs, () => generator.translate(photo, genome, MIXED, 0.8));
  const { provider, pictureMs } = generator.status();
  return [
    `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, provider ${provider}`,
    `${name}, ${resolution} px: ${perSecond.toFixed(1)} pictures/s over ${PICTURES}`,
    `picture    ${quantiles(renderMs)}; ${pictureMs?.toFixed(1)} ms of it in the network`,
    `mapping    ${quantiles(mapMs)}`,
    ...(translateMs.length > 0 ? [`translator ${quantiles(translateMs)}`] : []),
  ];
}

async function timed<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  into.push(performance.now() - start);
  return result;
}

function quantiles(timesMs: readonly number[]): string {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return `median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms`;
}
