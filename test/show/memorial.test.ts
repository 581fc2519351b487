import { describe, expect, test } from 'vitest';
import { recalling } from '../../engine/gan/memorial.ts';
import type { Library } from '../../engine/show/ports.ts';
import { reduce } from '../../engine/show/reduce.ts';
import { initialState, type State } from '../../engine/show/state.ts';

const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 };
const opening = { show: 't', aspect: 1, params: { columns: 2 }, scenes: {}, cues: {}, times };
const kin = { parentA: 0, parentB: 0, generation: 2 };

/** A wall of two by two: creatures 1 to 4, of whom `visitors` are profiles. */
function wall(visitors: readonly number[]): State {
  let state = initialState({ ...opening, begin: 'both' });
  for (const creature of [1, 2, 3, 4]) {
    if (visitors.includes(creature))
      state = reduce(state, { type: 'profile/born', visit: 'v', creature, name: '' }, 5);
    const mix = { human: 1, machine: 0, cell: 0 };
    state = reduce(state, { type: 'creature/born', creature, slot: creature - 1, ...kin, ...mix }, 5);
  }
  return state;
}

const library = (visitors: readonly number[]) =>
  ({
    visitorsFrom: () =>
      visitors.map((creature) => ({ creature, ...kin, mix: [1, 0, 0], name: `n${creature}` })),
  }) as unknown as Library;

describe('a visitor who comes back', () => {
  test('takes the place of somebody who is none, whatever the seed', () => {
    for (let seed = 1; seed < 60; seed++) {
      const state = wall([1, 2, 4]);
      const events = recalling(state, library([1, 2, 4, 9]), seed);
      expect(events.map(({ type }) => type)).toEqual(['creature/died', 'profile/recalled']);
      const after = events.reduce((now, event) => reduce(now, event, 9), state);
      expect(after.wall).toEqual([1, 2, 9, 4]);
      expect(after.specimens[9]).toMatchObject({ name: 'n9', bornAt: 0, generation: 2 });
      expect(after.births).toBe(state.births);
    }
  });

  test('is nobody who hangs, is hidden or waits', () => {
    const state = { ...wall([1]), hidden: [7], waiting: [8] };
    expect(recalling(state, library([1, 7, 8]), 3)).toEqual([]);
  });

  test('who hangs already does not hang twice, and not beside the wall', () => {
    const state = wall([1]);
    const again = {
      type: 'profile/recalled' as const,
      creature: 1,
      ...kin,
      human: 1,
      machine: 0,
      cell: 0,
      name: '',
    };
    expect(reduce(state, { ...again, slot: 2 }, 9)).toBe(state);
    expect(reduce(state, { ...again, creature: 9, slot: 40 }, 9)).toBe(state);
  });
});
