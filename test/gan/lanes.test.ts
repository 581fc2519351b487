import { expect, test } from 'vitest';
import { LANE_LIMITS, Lanes } from '../../engine/gan/lanes.ts';
import { atRest, paced } from '../../engine/gan/pace.ts';

test('visits overtake births', () => {
  const lanes = new Lanes<string>();
  for (const [lane, job] of [
    ['birth', 'b1'],
    ['visit', 'v1'],
    ['birth', 'b2'],
    ['visit', 'v2'],
  ] as const)
    expect(lanes.push(lane, job)).toBe(true);
  expect([lanes.shift(), lanes.shift(), lanes.shift(), lanes.shift(), lanes.shift()]).toEqual([
    'v1',
    'v2',
    'b1',
    'b2',
    undefined,
  ]);
});

test('spare work waits behind nothing and a full lane refuses', () => {
  const lanes = new Lanes<number>();
  expect(lanes.push('spare', 0)).toBe(true);
  expect(lanes.push('spare', 1)).toBe(false);
  for (let i = 0; i < LANE_LIMITS.birth; i++) expect(lanes.push('birth', i)).toBe(true);
  expect(lanes.push('birth', 99)).toBe(false);
  expect(lanes.push('visit', 99)).toBe(true);
  expect(lanes.drain()).toHaveLength(LANE_LIMITS.birth + 2);
  expect(lanes.size).toBe(0);
});

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
