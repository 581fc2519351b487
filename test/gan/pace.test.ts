import { expect, test } from 'vitest';
import { achievedTempo, anchored, atRest, paced, paused } from '../../engine/gan/pace.ts';

function birthsAt(times: number[], tempo: number) {
  return times.reduce((pace, at) => paced(pace, at, tempo), atRest);
}

test('a machine on time is not slow, a late one is, and it recovers', () => {
  const onTime = Array.from({ length: 40 }, (_, i) => i * 1000);
  expect(birthsAt(onTime, 1).slow).toBe(false);
  const late = Array.from({ length: 40 }, (_, i) => i * 1500);
  expect(birthsAt(late, 1).slow).toBe(true);
  const recovered = onTime.map((at) => at + 60_000);
  expect(birthsAt([...late, ...recovered], 1).slow).toBe(false);
});

test('a late birth is never made up for', () => {
  const pace = birthsAt([0, 1000, 9000], 1);
  expect(pace.nextAt).toBe(9000 + 0);
  expect(paced(pace, 9000, 1).nextAt).toBe(10_000);
});

test('one long gap is no slowness, and a pause does not count at all', () => {
  const before = birthsAt(
    Array.from({ length: 20 }, (_, i) => i * 1000),
    1,
  );
  expect(paced(before, 120_000, 1).slow).toBe(false);
  const after = [120_000, 121_000, 122_000].reduce((pace, at) => paced(pace, at, 1), paused(before));
  expect(achievedTempo(after, 1)).toBe(1);
  expect(achievedTempo(atRest, 1)).toBeNull();
});

test('the next birth is never further away than one interval', () => {
  expect(anchored({ ...atRest, nextAt: 86_400_000 }, 1000, 2).nextAt).toBe(1500);
  expect(anchored({ ...atRest, nextAt: 1200 }, 1000, 2).nextAt).toBe(1200);
});
