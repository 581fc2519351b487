import { expect, test } from 'vitest';
import { memoryFolder } from '../faults/places.ts';
import { soakAccelerated } from './accelerated.ts';
import { showClock } from './show-clock.ts';

test('a clock does what is due in order, tells the time, and waits for what it has begun', async () => {
  const clock = showClock(1000);
  const done: [string, number][] = [];
  const note = (what: string) => () => void done.push([what, clock.now()]);
  clock.at(1500, note('late'));
  const off = clock.every(200, note('again'));
  clock.at(1450, off);
  clock.at(1100, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    note('slow')();
  });
  await clock.run(2000, 100, async () => true);
  expect(done).toEqual([
    ['slow', 1100],
    ['again', 1200],
    ['again', 1400],
    ['late', 1500],
  ]);
  expect(clock.now()).toBe(2000);
});

test('twelve minutes of a show on the faster clock: every birth, nobody lost, no error', {
  timeout: 120_000,
}, async () => {
  const { folder, remove } = memoryFolder();
  const people = { phoneEveryMs: 20_000, boothEveryMs: 60_000, orderEveryMs: 30_000, disturbEveryMs: 0 };
  const plan = { seed: 3, lengthMs: 720_000, ...people };
  const { summary, bounds } = await soakAccelerated(
    plan,
    100_000,
    folder,
    () => false,
    () => {},
  );
  expect(bounds.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
  expect(summary.births).toBe(720);
  expect(summary.visits).toBeGreaterThan(25);
  remove();
});
