import type { ClassifierConfig } from '../show/config-schema.ts';
import type { Attribute, Picture } from '../show/record.ts';
import type { VisitParts } from './parts.ts';

/**
 * What the artist's own classifiers say of the face or of the hybrid, as guesses. One that fails is left out, with the
 * fault classifier-failed until it answers again: nobody's visit ends for it.
 */
export async function ownAttributes(
  parts: Pick<VisitParts, 'stage' | 'generator' | 'classifiers'>,
  face: Picture,
  hybrid: Picture,
): Promise<Attribute[]> {
  const asked = parts.classifiers.map((one) => ask(parts, one, one.sees === 'face' ? face : hybrid));
  return (await Promise.all(asked)).filter((attribute) => attribute !== null);
}

async function ask(
  { stage, generator }: Pick<VisitParts, 'stage' | 'generator'>,
  { name, labels, unit }: ClassifierConfig,
  picture: Picture,
): Promise<Attribute | null> {
  const known = stage.state().faults.some((one) => one.code === 'classifier-failed' && one.where === name);
  try {
    const scores = await generator.classify(name, picture);
    if (known) stage.tell({ type: 'fault/cleared', code: 'classifier-failed', where: name });
    const best = scores.indexOf(scores.reduce((a, b) => Math.max(a, b)));
    const confidence = Math.round(scores[best]! * 100) / 100;
    return { name, value: labels[best]!, unit, guess: true, confidence };
  } catch {
    // A generator that is away has its own fault.
    if (!known && generator.status().state === 'running')
      stage.tell({ type: 'fault/raised', code: 'classifier-failed', where: name });
    return null;
  }
}
