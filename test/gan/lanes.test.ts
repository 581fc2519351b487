import { expect, test } from 'vitest';
import { LANE_LIMITS, Lanes } from '../../engine/gan/lanes.ts';

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
