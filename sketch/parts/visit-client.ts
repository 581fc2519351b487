import type { VisitResult } from '../../engine/show/ports.ts';
import type { Consent } from '../../engine/show/record.ts';
import { guessed } from './face/analyzer.ts';
import { faceCrop } from './face/crop.ts';
import { faceApi } from './face/face-api.ts';

export interface VisitForm {
  photo: Blob;
  name: string;
  consent: Consent;
  /** The booth's running visit; null on a phone. */
  visit: string | null;
}

export type VisitAnswer = { result: VisitResult } | { message: string; remedy: string };

/**
 * Looks at the face, sends its crop and what it was taken for; either the profile or the engine's words about what
 * is wrong. Asked after consent. Never rejects.
 */
export async function sendVisit(form: VisitForm): Promise<VisitAnswer> {
  const guess = await guessed(faceApi, form.photo);
  const crop = await faceCrop(form.photo, guess?.face ?? null, guess?.roll ?? 0).catch(() => null);
  if (!crop) return { message: '', remedy: '' };
  const body = new FormData();
  body.set('photo', crop, 'photo.jpg');
  body.set('name', form.name);
  body.set('consent', JSON.stringify(form.consent));
  if (form.visit) body.set('visit', form.visit);
  if (guess) {
    const { age, gender, expression } = guess;
    body.set('attributes', JSON.stringify({ age, gender, expression }));
  }
  try {
    const response = await fetch('/api/visits', { method: 'POST', body });
    const answer = await response.json();
    if (response.status === 201) return { result: answer };
    return { message: String(answer.message ?? response.status), remedy: String(answer.remedy ?? '') };
  } catch {
    return { message: '', remedy: '' };
  }
}
