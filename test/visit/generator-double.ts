import sharp from 'sharp';
import type { Generator, ModelInfo } from '../../engine/gan/port.ts';
import { type Genome, type Kingdoms, truncated } from '../../engine/show/genome.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import type { Picture } from '../../engine/show/record.ts';

const LAYERS = 6;
const W_DIM = 8;
const SIDE = 64;

/**
 * A generator small enough for tests: the same contract, its "networks" a few lines of arithmetic on the pixels.
 * The encoder averages colours of cells of the photo, the synthesis paints cells from w, the translator mixes
 * the photo with the creature's own picture.
 */
export function generatorDouble(have: { encoder?: boolean; translator?: boolean; delayMs?: number } = {}) {
  const { encoder = true, translator = true, delayMs = 0 } = have;
  const model: ModelInfo = {
    name: 'double',
    layers: LAYERS,
    wDim: W_DIM,
    zDim: W_DIM,
    resolution: SIDE,
    encoder: encoder ? 'double-encoder' : null,
    translator: translator ? 'double-translator' : null,
  };
  const work = () => new Promise<void>((done) => setTimeout(done, delayMs));
  const average = (mix: Kingdoms) => new Float32Array(W_DIM).map((_, i) => 0.2 * mix[i % 3]!);

  const generator: Generator = {
    model,
    directions: [],
    status: () => ({
      state: 'running',
      provider: 'cpu',
      providers: [],
      pictureMs: 1,
      waiting: 0,
      restarts: 0,
    }),
    average,
    async map(latent, kingdom) {
      await work();
      return average(kingdom).map((mean, i) => mean + 0.3 * latent[i]!);
    },
    async render(genome, mix, psi) {
      await work();
      return painted(truncated(genome.w, average(mix), psi));
    },
    async encode(photo) {
      await work();
      return cellMeans(photo);
    },
    async translate(photo, genome, mix, psi) {
      await work();
      const creature = painted(truncated(genome.w, average(mix), psi));
      const small = await sharp(photo.data, {
        raw: { width: photo.width, height: photo.height, channels: 3 },
      })
        .resize(SIDE, SIDE)
        .raw()
        .toBuffer();
      return {
        width: SIDE,
        height: SIDE,
        data: small.map((value, i) => (2 * value + creature.data[i]!) / 3),
      };
    },
    async classify(_, { data }) {
      await work();
      const light = data.reduce((sum, value) => sum + value, 0) / data.length / 255;
      return Float32Array.of(1 - light, light);
    },
    stop: async () => {},
  };
  return generator;
}

/** A genome of the double's shape. */
export function someGenome(seed: number): Genome {
  return {
    layers: LAYERS,
    wDim: W_DIM,
    w: gaussians(seeded(seed), LAYERS * W_DIM),
    noiseSeed: seed,
    model: 'double',
  };
}

function painted(w: Float32Array): Picture {
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let i = 0; i < data.length; i++) {
    const x = Math.floor(i / 3) % SIDE;
    const y = Math.floor(i / 3 / SIDE);
    const cell = (Math.floor(y / 8) * 8 + Math.floor(x / 8)) % w.length;
    data[i] = 128 + 100 * Math.tanh(w[(cell + (i % 3)) % w.length]!);
  }
  return { width: SIDE, height: SIDE, data };
}

function cellMeans(photo: Picture): Float32Array {
  const cells = LAYERS * W_DIM;
  const sums = new Float64Array(cells);
  const size = photo.data.length / cells;
  for (let i = 0; i < photo.data.length; i++) sums[Math.floor(i / size)]! += photo.data[i]!;
  return Float32Array.from(sums, (sum) => sum / size / 64 - 2);
}
