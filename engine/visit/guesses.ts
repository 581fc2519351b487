import { z } from 'zod';
import type { FaceBox } from '../show/crop.ts';
import { PROPORTIONS, type Proportions } from '../show/landmarks.ts';
import type { Attribute } from '../show/record.ts';

const confidence = z.number().min(0).max(1);
const share = z.number().min(-0.5).max(1.5);
const ratio = z.number().min(0).max(3);

/** What the page may say of a face. Anything else, a claim about origin above all, is left out unread. */
const schema = z.object({
  face: z.object({ x: share, y: share, width: share, height: share }).nullish().catch(null),
  age: z
    .object({ value: z.number().min(0).max(120), confidence })
    .nullish()
    .catch(null),
  gender: z
    .object({ value: z.enum(['female', 'male']), confidence })
    .nullish()
    .catch(null),
  expression: z
    .object({
      value: z.enum(['neutral', 'happy', 'sad', 'angry', 'fearful', 'disgusted', 'surprised']),
      confidence,
    })
    .nullish()
    .catch(null),
  proportions: z
    .object(
      Object.fromEntries(PROPORTIONS.map((name) => [name, ratio])) as Record<keyof Proportions, typeof ratio>,
    )
    .nullish()
    .catch(null),
});

export interface Guesses {
  face: FaceBox | null;
  proportions: Proportions | null;
  attributes: Attribute[];
}

/**
 * Reads the page's guesses as far as `wanted`; what is missing, malformed or unwanted is left out, nothing is refused
 * for it. Nobody younger than `minAge` is told an age.
 */
export function readGuesses(given: unknown, wanted: readonly string[], minAge: number): Guesses {
  const read = schema.safeParse(given).data;
  if (!read) return { face: null, proportions: null, attributes: [] };
  const { face, age, gender, expression, proportions } = read;
  const attributes: Attribute[] = [];
  if (age && age.value >= minAge)
    attributes.push(guess('age', String(Math.round(age.value)), 'years', age.confidence));
  if (gender) attributes.push(guess('gender', gender.value, '', gender.confidence));
  if (expression) attributes.push(guess('expression', expression.value, '', expression.confidence));
  return {
    face: face ?? null,
    proportions: (wanted.includes('proportions') && proportions) || null,
    attributes: attributes.filter(({ name }) => wanted.includes(name)),
  };
}

function guess(name: string, value: string, unit: string, sure: number): Attribute {
  return { name, value, unit, guess: true, confidence: Math.round(sure * 100) / 100 };
}
