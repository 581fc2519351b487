import { describe, expect, test } from 'vitest';
import { defaultParams } from '../../engine/show/params.ts';
import { initialState, type State } from '../../engine/show/state.ts';
import { forwardAt } from '../../sketch/wall/forward.ts';

const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 };
const opening = { show: 't', aspect: 1, params: { columns: 4 }, scenes: {}, cues: {}, times };
const empty = initialState({ ...opening, begin: 'both' });
const full: State = { ...empty, open: true, wall: empty.wall.map((_, slot) => slot + 1) };
const params = { ...defaultParams(), attract: 2 };
const T0 = 1_800_000_000_000;

describe('stepping forward', () => {
  test('one after another, smoothly, with pauses, and not always the same', () => {
    const slots = new Set<number>();
    let before = 0;
    let largest = 0;
    let pauses = 0;
    for (let ms = 0; ms < 600_000; ms += 50) {
      const now = forwardAt(full, params, T0 + ms);
      const grown = now?.grown ?? 0;
      expect(Math.abs(grown - before)).toBeLessThan(0.05);
      if (before > 0 && grown === 0) pauses += 1;
      if (now) slots.add(now.slot);
      largest = Math.max(largest, grown);
      before = grown;
    }
    expect(largest).toBe(1);
    expect(pauses).toBe(20);
    expect(slots.size).toBeGreaterThan(6);
  });

  test('at the fastest it still ends before the next', () => {
    const grown = Array.from(
      { length: 1200 },
      (_, i) => forwardAt(full, { ...params, attract: 10 }, T0 + i * 50)?.grown ?? 0,
    );
    expect(grown.some((one) => one === 1)).toBe(true);
    expect(grown.filter((one, i) => one === 0 && (grown[i - 1] ?? 0) > 0)).toHaveLength(10);
  });

  test.each<[string, Partial<State>]>([
    ['a visitor', { phase: 'notice' }],
    ['somebody near', { phase: 'invite' }],
    ['a blackout', { blackout: true }],
    ['a frozen wall', { freeze: true }],
    ['a show that is not open', { open: false }],
    ['nobody on the wall', { wall: empty.wall }],
  ])('not with %s', (_, more) => {
    for (let s = 0; s < 60; s++) expect(forwardAt({ ...full, ...more }, params, T0 + s * 1000)).toBeNull();
  });
});
