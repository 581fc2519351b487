import { expect, test } from 'vitest';
import { fromTriangle, toTriangle } from '../../sketch/desk/barycentric.ts';

test.each([
  ['human', [1, 0, 0], { x: 0.5, y: 0 }],
  ['machine', [0, 1, 0], { x: 0, y: 1 }],
  ['cell', [0, 0, 1], { x: 1, y: 1 }],
  ['human and machine', [1, 1, 0], { x: 0.25, y: 0.5 }],
] as const)('%s', (_, weights, place) => {
  expect(toTriangle(weights)).toEqual(place);
  expect(fromTriangle(place.x, place.y)).toEqual(weights);
});

test('equal weights lie in the middle, and so do none', () => {
  expect(toTriangle([0, 0, 0])).toEqual(toTriangle([0.5, 0.5, 0.5]));
});

test('outside is what is nearest inside', () => {
  expect(fromTriangle(-1, 1)).toEqual([0, 1, 0]);
  expect(fromTriangle(0.5, -2)).toEqual([1, 0, 0]);
  for (const [x, y] of [
    [2, 2],
    [-3, 0.5],
    [0.9, 0.1],
  ] as const) {
    const weights = fromTriangle(x, y);
    expect(Math.max(...weights)).toBe(1);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  }
});
