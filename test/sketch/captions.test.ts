import { expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { initialState } from '../../engine/show/state.ts';
import { atRest, type Captioned, captioned, readAt } from '../../sketch/sound/captions.ts';

const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 };
const state = initialState({ show: 't', aspect: 1, params: {}, scenes: {}, cues: {}, times, begin: 'both' });
const birth = (human: number, machine: number, cell: number): Event => {
  const kin = { parentA: 1, parentB: 2, generation: 1 };
  return { type: 'creature/born', creature: 7, slot: 3, ...kin, human, machine, cell };
};
const arrival: Event = { type: 'profile/born', visit: 'v', creature: 8, name: 'Ada' };
const after = (from: Captioned, ...steps: [Event, number][]) =>
  steps.reduce((shown, [event, now]) => captioned(shown, event, state, now), from);

test.each<[Event, string]>([
  [birth(0.7, 0.2, 0.1), 'human'],
  [birth(0.1, 0.8, 0.1), 'machine'],
  [birth(0.1, 0.2, 0.7), 'cell'],
  [arrival, 'vowel'],
  [{ type: 'presence/entered', sensor: 's', distanceCm: 50 }, 'swell'],
  [{ type: 'selfie/captured', visit: 'v' }, 'shutter'],
  [{ type: 'visit/cancelled', visit: 'v', cause: 'left' }, 'refusal'],
])('every sound has its words: %o is %s', (event, caption) => {
  const shown = after(atRest, [event, 0]);
  expect(readAt(shown, 0)).toBe(caption);
  expect(readAt(shown, 5000)).toBe('breath');
});

test('births do not push one another off before they are read, a visit does', () => {
  const first = after(atRest, [birth(1, 0, 0), 0], [birth(0, 1, 0), 1000], [birth(0, 0, 1), 3000]);
  expect(readAt(first, 3000)).toBe('human');
  expect(readAt(after(first, [birth(0, 0, 1), 4000]), 4000)).toBe('cell');
  expect(readAt(after(first, [arrival, 1200]), 1200)).toBe('vowel');
});

test('what makes no sound has no words', () => {
  expect(after(atRest, [{ type: 'creature/died', creature: 7, slot: 3 }, 0])).toBe(atRest);
});
