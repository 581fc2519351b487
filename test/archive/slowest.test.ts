import { expect, test } from 'vitest';
import { slowest } from '../../engine/archive/slowest.ts';

test('the longest job of this minute and the one before, also of one that failed', () => {
  let now = 1000;
  const takes = (ms: number) => () => {
    now += ms;
    return ms;
  };
  const writes = slowest(() => now);
  expect(writes.ms()).toBe(0);
  expect(writes.timed(takes(300))).toBe(300);
  writes.timed(takes(20));
  expect(writes.ms()).toBe(300);
  now = 62_000;
  expect(() =>
    writes.timed(() => {
      takes(40)();
      throw new Error('database is locked');
    }),
  ).toThrow('database is locked');
  expect(writes.ms()).toBe(300);
  now = 122_000;
  expect(writes.ms()).toBe(40);
  now = 300_000;
  expect(writes.ms()).toBe(0);
});
