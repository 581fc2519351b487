import { z } from 'zod';
import type { FaceBox } from '../show/crop.ts';
import type { Attribute } from '../show/record.ts';

/** Below this age nobody is told one. */
const MIN_AGE = 18;
const confidence = z.number().min(0).max(1);
const share = z.number().min(-0.5).max(1.5);

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
});

export interface Guesses {
  face: FaceBox | null;
  attributes: Attribute[];
}

/** Reads the page's guesses; what is missing or malformed is left out, nothing is refused for it. */
export function readGuesses(given: unknown): Guesses {
  const read = schema.safeParse(given).data;
  if (!read) return { face: null, attributes: [] };
  const { face, age, gender, expression } = read;
  const attributes: Attribute[] = [];
  if (age && age.value >= MIN_AGE)
    attributes.push(guess('age', String(Math.round(age.value)), 'years', age.confidence));
  if (gender) attributes.push(guess('gender', gender.value, '', gender.confidence));
  if (expression) attributes.push(guess('expression', expression.value, '', expression.confidence));
  return { face: face ?? null, attributes };
}

function guess(name: string, value: string, unit: string, sure: number): Attribute {
  return { name, value, unit, guess: true, confidence: Math.round(sure * 100) / 100 };
}
