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
    expect(lanes.push(lane, job).taken).toBe(true);
  expect([lanes.shift(), lanes.shift(), lanes.shift(), lanes.shift(), lanes.shift()]).toEqual([
    'v1',
    'v2',
    'b1',
    'b2',
    undefined,
  ]);
});

test('a full lane refuses; spare work waits behind nothing and gives way', () => {
  const lanes = new Lanes<number>();
  expect(lanes.push('spare', 0)).toEqual({ taken: true, dropped: [] });
  expect(lanes.push('spare', 1)).toEqual({ taken: false, dropped: [] });
  expect(lanes.push('birth', 2)).toEqual({ taken: true, dropped: [0] });
  for (let i = 1; i < LANE_LIMITS.birth; i++) expect(lanes.push('birth', 2 + i).taken).toBe(true);
  expect(lanes.push('birth', 99).taken).toBe(false);
  expect(lanes.push('visit', 50).taken).toBe(true);
  expect(lanes.push('spare', 51).taken).toBe(false);
  expect(lanes.drain()).toEqual([50, ...Array.from({ length: LANE_LIMITS.birth }, (_, i) => 2 + i)]);
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
