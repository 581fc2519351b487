import type { Generator, ModelInfo } from '../../engine/gan/port.ts';
import type { Kingdoms } from '../../engine/show/genome.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';

/** The shape of the generator that is shipped, so that genomes are as large as they are. */
const MODEL: ModelInfo = {
  name: 'stand-in',
  layers: 9,
  wDim: 256,
  zDim: 128,
  resolution: 256,
  encoder: 'stand-in',
  translator: null,
};
const NOTHING = { width: 1, height: 1, data: new Uint8Array(3) };

/** Stands in for the networks: styles are drawn by chance from the latent, pictures are one black pixel. */
export function standInGenerator(): Generator {
  const average = (mix: Kingdoms) => new Float32Array(MODEL.wDim).map((_, i) => 0.2 * mix[i % 3]!);
  return {
    model: MODEL,
    directions: [],
    status: () => ({
      state: 'running',
      provider: null,
      providers: [],
      pictureMs: null,
      waiting: 0,
      restarts: 0,
    }),
    average,
    async map(latent, kingdom) {
      return average(kingdom).map((mean, i) => mean + 0.4 * latent[i % latent.length]! * (i % 2 ? -1 : 1));
    },
    render: async () => NOTHING,
    encode: async (photo) => gaussians(seeded(photo.data[0]! + 1), MODEL.layers * MODEL.wDim),
    translate: async () => NOTHING,
    classify: async () => Float32Array.of(0.5, 0.5),
    stop: async () => {},
  };
}
