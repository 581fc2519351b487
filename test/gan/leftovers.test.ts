import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { leftoversCollected } from '../../engine/gan/leftovers.ts';

const CALLS = 32;
const PICTURE = 128 * 128 * 3;

/** How many collections were asked for in so many calls; those that V8 begins by itself do not count. */
async function collections(calls: number, call: () => void): Promise<number> {
  let asked = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries() as unknown as { detail: { flags: number } }[])
      if (detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) asked += 1;
  });
  observer.observe({ entryTypes: ['gc'] });
  for (let i = 0; i < calls; i++) call();
  // What is observed is told in the turns after.
  await turn();
  await turn();
  observer.disconnect();
  return asked;
}

test('pictures that nobody holds are collected in every so many calls, and not in those between', async () => {
  const collect = leftoversCollected(CALLS);
  expect(await collections(CALLS - 1, collect)).toBe(0);
  const pictures = Array.from({ length: CALLS }, () => new WeakRef(new Uint8Array(PICTURE)));
  await turn();
  expect(await collections(1, collect)).toBe(1);
  expect(pictures.filter((picture) => picture.deref() !== undefined)).toEqual([]);
  expect(await collections(CALLS * 4, collect)).toBe(4);
});
