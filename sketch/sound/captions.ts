import type { Event } from '../../engine/show/events.ts';
import type { State } from '../../engine/show/state.ts';
import { type Note, notesOf } from './score.ts';

/** What a sound is called for those who do not hear it; births by the kingdom that gives them their timbre. */
export type Caption = 'breath' | 'human' | 'machine' | 'cell' | Exclude<Note['voice'], 'birth'>;

export interface Captioned {
  caption: Caption;
  /** When it began, in ms. */
  since: number;
}

/** So long a caption can be read; births that sound within it are not written out. */
const READ_MS = 3500;
const KINGDOMS = ['human', 'machine', 'cell'] as const;

/** What is heard while nothing happens. */
export const atRest: Captioned = { caption: 'breath', since: -READ_MS };

/** The caption after an event at `now` (ms): every sound of a visit at once, of the births one at a time. Pure. */
export function captioned(shown: Captioned, event: Event, state: State, now: number): Captioned {
  const [note] = notesOf(event, state);
  if (!note) return shown;
  if (note.voice !== 'birth') return { caption: note.voice, since: now };
  if (now - shown.since < READ_MS) return shown;
  const loudest = Math.max(...note.mix);
  return { caption: KINGDOMS[note.mix.indexOf(loudest)]!, since: now };
}

/** What is to be read at `now` (ms): the breath again, once the last sound is over. */
export function readAt({ caption, since }: Captioned, now: number): Caption {
  return now - since < READ_MS ? caption : 'breath';
}
