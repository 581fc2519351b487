import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contactSheet } from './gan/contact-sheet.ts';
import { openGenerator } from './gan/open.ts';
import type { Generator } from './gan/port.ts';
import { readSettings } from './options.ts';
import { type Kingdoms, uniform } from './show/genome.ts';
import { defaultParams } from './show/params.ts';
import { gaussians, seeded } from './show/random.ts';
import type { Picture } from './show/record.ts';
import { hybridOf } from './visit/hybrid.ts';
import { squareCrop } from './visit/photo.ts';

// npm run portraits -- FOLDER [--out FILE] [--seed N]: every photo of the folder with the same ten creatures, cropped
// and mishmashed as in a visit. In a good sheet a row is one person and a column one creature.

const USAGE = 'npm run portraits -- FOLDER_OF_PHOTOS [--out FILE.jpg] [--seed N]';
const MOST = 10;
const CELL = 128;
const KINGDOMS: readonly Kingdoms[] = [
  [0, 1, 0],
  [0, 0, 1],
  [0.5, 0.5, 0],
  [0, 0.5, 0.5],
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'portraits.jpg' },
    seed: { type: 'string', default: '1' },
  },
});
const { config } = readSettings([]);
const [folder] = positionals;
if (!folder || !config || !Number.isInteger(Number(values.seed))) {
  console.error(USAGE);
  process.exit(2);
}
try {
  const photos = await photosOf(folder);
  const generator = await openGenerator(config.generator);
  try {
    await drawSheet(generator, photos, values.out, Number(values.seed));
  } finally {
    await generator.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function photosOf(from: string): Promise<Picture[]> {
  const files = readdirSync(from).filter((name) => /\.(jpe?g|png|webp)$/i.test(name));
  if (files.length === 0) throw new Error(`${from} holds no JPEG, PNG or WebP photo`);
  const chosen = files.sort().slice(0, MOST);
  return Promise.all(chosen.map((name) => squareCrop(readFileSync(join(from, name)), null)));
}

async function drawSheet(
  generator: Generator,
  photos: readonly Picture[],
  out: string,
  seed: number,
): Promise<void> {
  const { likeness, psi } = { ...defaultParams(), ...config!.params };
  const random = seeded(seed);
  const rows: (Picture | null)[][] = [[null], ...photos.map((photo) => [photo])];
  for (let column = 1; column <= MOST; column++) {
    const mix = KINGDOMS[column % KINGDOMS.length]!;
    const w = await generator.map(gaussians(random, generator.model.zDim), mix, 'visit');
    const genome = uniform(w, generator.model.layers, column, generator.model.name);
    rows[0]!.push(await generator.render(genome, mix, psi, 'visit'));
    for (const [row, photo] of photos.entries()) {
      const mate = { creature: column, genome, mix, psi, generation: 1, visitor: false };
      const { picture } = await hybridOf(generator, photo, mate, likeness, psi, column);
      rows[row + 1]!.push(picture);
    }
  }
  await contactSheet(rows, CELL, out);
  console.log(`${photos.length} faces and ${MOST} creatures in ${out}`);
}
