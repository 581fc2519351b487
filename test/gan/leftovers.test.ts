import { expect, test } from 'vitest';
import { leftoversCollected } from '../../engine/gan/leftovers.ts';

const CALLS = 32;
const PICTURE = 128 * 128 * 3;

/** MB of pictures that lie about after so many were made and let go, `after` having been called after each. */
function lyingAbout(pictures: number, after: () => void): number {
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < pictures; i++) {
    new Uint8Array(PICTURE).fill(i);
    after();
  }
  return (process.memoryUsage().arrayBuffers - before) / 1e6;
}

test('pictures that nobody holds are gone with every so many calls, and lie about without', () => {
  const collect = leftoversCollected(CALLS);
  lyingAbout(CALLS, collect);
  expect(lyingAbout(CALLS, () => {})).toBeGreaterThan(1);
  expect(lyingAbout(CALLS - 1, collect)).toBeGreaterThan(1);
  collect();
  expect(lyingAbout(CALLS * 4, collect)).toBeLessThan(0.1);
});
