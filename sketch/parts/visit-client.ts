import { signal } from '@preact/signals';
import type { VisitProgress, VisitResult } from '../../engine/show/ports.ts';
import type { Consent } from '../../engine/show/record.ts';
import type { State } from '../../engine/show/state.ts';
import { guessed } from './face/analyzer.ts';
import { faceCrop } from './face/crop.ts';
import { faceApi } from './face/face-api.ts';

export interface VisitForm {
  photo: Blob;
  name: string;
  consent: Consent;
  /** The booth's running visit; null on a phone. */
  visit: string | null;
  /** What the show wants guessed of the face. */
  guesses: State['guesses'];
}

const ASK_MS = 250;

/** Where the visit that this page sent stands; the page's own look at the face comes first. Null = none under way. */
export const progress = signal<VisitProgress | 'face' | null>(null);

export type VisitAnswer = { result: VisitResult } | { message: string; remedy: string };

/**
 * Looks at the face, sends its crop and what it was taken for; either the profile or the engine's words about what
 * is wrong. Asked after consent. Never rejects.
 */
export async function sendVisit(form: VisitForm): Promise<VisitAnswer> {
  progress.value = 'face';
  try {
    return await sent(form);
  } finally {
    progress.value = null;
  }
}

async function sent(form: VisitForm): Promise<VisitAnswer> {
  const guess = await guessed(faceApi, form.photo, form.guesses);
  const crop = await faceCrop(form.photo, guess?.face ?? null, guess?.roll ?? 0).catch(() => null);
  if (!crop) return { message: '', remedy: '' };
  const body = new FormData();
  body.set('photo', crop, 'photo.jpg');
  body.set('name', form.name);
  body.set('consent', JSON.stringify(form.consent));
  if (form.visit) body.set('visit', form.visit);
  if (guess) {
    const { age, gender, expression, proportions } = guess;
    body.set('attributes', JSON.stringify({ age, gender, expression, proportions }));
  }
  const ticket = newTicket();
  const asking = setInterval(() => void ask(ticket), ASK_MS);
  try {
    const response = await fetch(`/api/visits?ticket=${ticket}`, { method: 'POST', body });
    const answer = await response.json();
    if (response.status === 201) return { result: answer };
    return { message: String(answer.message ?? response.status), remedy: String(answer.remedy ?? '') };
  } catch {
    return { message: '', remedy: '' };
  } finally {
    clearInterval(asking);
  }
}

async function ask(ticket: string): Promise<void> {
  const response = await fetch(`/api/visits/${ticket}`).catch(() => null);
  // An answer that comes after the visit's own must not be shown.
  if (response?.status === 200 && progress.peek()) progress.value = await response.json();
}

/** Pages over plain http have no randomUUID. */
function newTicket(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
