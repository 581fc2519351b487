import type { VisitResult } from '../../engine/show/ports.ts';
import type { Consent } from '../../engine/show/record.ts';

export interface VisitForm {
  photo: Blob;
  name: string;
  consent: Consent;
  /** The booth's running visit; null on a phone. */
  visit: string | null;
  attributes: unknown;
}

export type VisitAnswer = { result: VisitResult } | { message: string; remedy: string };

/** Sends a photo; either the profile or the engine's words about what is wrong. Never rejects. */
export async function sendVisit(form: VisitForm): Promise<VisitAnswer> {
  const body = new FormData();
  body.set('photo', form.photo, 'photo.jpg');
  body.set('name', form.name);
  body.set('consent', JSON.stringify(form.consent));
  if (form.visit) body.set('visit', form.visit);
  if (form.attributes) body.set('attributes', JSON.stringify(form.attributes));
  try {
    const response = await fetch('/api/visits', { method: 'POST', body });
    const answer = await response.json();
    if (response.status === 201) return { result: answer };
    return { message: String(answer.message ?? response.status), remedy: String(answer.remedy ?? '') };
  } catch {
    return { message: '', remedy: '' };
  }
}
