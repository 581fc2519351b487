import type { Generator } from '../gan/port.ts';
import { blendKingdoms, type Genome, type Kingdoms, normalised, styleMix, uniform } from '../show/genome.ts';
import { roundedToHalf } from '../show/half.ts';
import { Refusal } from '../show/ports.ts';
import { gaussians, seeded } from '../show/random.ts';
import type { Picture } from '../show/record.ts';
import { grown } from './blend.ts';
import type { Mate } from './mate.ts';

export interface Hybrid {
  genome: Genome;
  mix: Kingdoms;
  picture: Picture;
}

const HUMAN: Kingdoms = [1, 0, 0];

/**
 * The child of a photo (square crop) and a creature: coarse layers from the visitor, fine ones from the creature,
 * cut by `likeness` (0..1). With an encoder the generator draws it; with a translator the photo, redrawn in the
 * creature's material, grows out of that drawing, or out of the creature itself where there is no encoder.
 */
export async function hybridOf(
  generator: Generator,
  photo: Picture,
  mate: Mate,
  likeness: number,
  psi: number,
  seed: number,
): Promise<Hybrid> {
  const { model } = generator;
  if (!model.encoder && !model.translator)
    throw new Refusal(
      503,
      'generator-blind',
      'The machine has no network that can read a face.',
      'Ask the staff: models/manifest.json names no encoder and no translator, or they do not open.',
    );
  const cut = Math.min(model.layers - 1, Math.max(1, Math.round(likeness * model.layers)));
  const portraying = model.translator ? generator.translate(photo, mate.genome, mate.mix, psi) : null;
  // Awaited below; until then its failure must not count as unhandled.
  portraying?.catch(() => {});
  const visitor = await coarseOf(generator, photo, seed);
  const w = roundedToHalf(styleMix(visitor, mate.genome.w, cut, model.wDim));
  const genome = { layers: model.layers, wDim: model.wDim, w, noiseSeed: seed, model: model.name };
  const mix = normalised(blendKingdoms(mate.mix, HUMAN, cut / model.layers));
  const rest = model.encoder
    ? await generator.render(genome, mix, psi, 'visit')
    : await generator.render(mate.genome, mate.mix, psi, 'visit');
  const portrait = await portraying;
  const picture = portrait ? await grown(portrait, rest, likeness) : rest;
  return { genome, mix, picture };
}

/** The visitor's per-layer w; a human drawn from the seed stands in where no encoder can read it. */
async function coarseOf(generator: Generator, photo: Picture, seed: number): Promise<Float32Array> {
  const { model } = generator;
  if (model.encoder) return generator.encode(photo);
  const fresh = await generator.map(gaussians(seeded(seed), model.zDim), HUMAN, 'visit');
  return uniform(fresh, model.layers, seed, model.name).w;
}
