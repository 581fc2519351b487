import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGenerator } from '../../engine/gan/generator.ts';
import { loadManifest } from '../../engine/gan/manifest.ts';
import type { Generator } from '../../engine/gan/port.ts';
import { configSchema } from '../../engine/show/config-schema.ts';
import { uniform } from '../../engine/show/genome.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { hybridOf } from '../../engine/visit/hybrid.ts';
import type { Mate } from '../../engine/visit/mate.ts';
import { squareCrop } from '../../engine/visit/photo.ts';
import { until } from '../tools/show.ts';
import { drawnFace } from './photos.ts';

/** The visit's hybrid on the shipped networks. */
let generator: Generator;
beforeAll(async () => {
  const { models } = loadManifest(join(import.meta.dirname, '../../models/manifest.json'), 'default');
  generator = startGenerator({ tell: () => {} }, configSchema.parse({}).generator, models!);
  await until(() => generator.status().state === 'running', 'the generator');
});
afterAll(() => generator.stop());

async function creature(seed: number, kingdom: Mate['mix']): Promise<Mate> {
  const { zDim, layers, name } = generator.model;
  const w = await generator.map(gaussians(seeded(seed), zDim), kingdom, 'visit');
  const genome = uniform(w, layers, seed, name);
  return { creature: seed, genome, mix: kingdom, generation: 1, psi: 0.8, visitor: false };
}

/** Mean difference per channel, 0..255. */
function apart(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}

test('two faces differ with one creature, one face differs with two creatures', async () => {
  const [machine, cell] = [await creature(3, [0, 1, 0]), await creature(4, [0, 0, 1])];
  const crop = async (hue: number, width: number) =>
    squareCrop(await drawnFace(width, 640, hue).jpeg().toBuffer(), null);
  const [one, two] = [await crop(30, 480), await crop(220, 640)];
  const make = (photo: typeof one, mate: Mate, likeness = 0.6) =>
    hybridOf(generator, photo, mate, likeness, 0.8, 9);
  const [a, b, c] = [await make(one, machine), await make(two, machine), await make(one, cell)];
  const side = generator.model.resolution;
  expect(a.picture.data.length).toBe(side * side * 3);
  expect(apart(a.picture.data, b.picture.data)).toBeGreaterThan(4);
  expect(apart(a.picture.data, c.picture.data)).toBeGreaterThan(4);
  expect((await make(one, machine)).picture.data).toEqual(a.picture.data);
  expect(a.genome.w).not.toEqual(c.genome.w);
  expect(a.mix[0]).toBeGreaterThan(0.5);
  const hardly = await make(one, machine, 0);
  const { wDim } = generator.model;
  // Genomes are kept at half precision, the creature's own here is not.
  const ofTheCreature = (w: Float32Array) =>
    w.filter((value, i) => Math.abs(value - machine.genome.w[i]!) < 0.01).length / wDim;
  expect(ofTheCreature(hardly.genome.w)).toBeGreaterThan(ofTheCreature(a.genome.w));
  expect(apart(hardly.picture.data, a.picture.data)).toBeGreaterThan(4);
});
