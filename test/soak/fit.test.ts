import { expect, test } from 'vitest';
import { type Point, percentile, theilSen } from './fit.ts';

const line = (slope: number, life = 1, from = 0): Point[] =>
  Array.from({ length: 20 }, (_, x) => ({ x, y: from + slope * x, life }));

test.each<[string, Point[], number]>([
  ['a line', line(2), 2],
  ['a line with a wild value', line(2).map((one, i) => (i === 7 ? { ...one, y: 900 } : one)), 2],
  ['nothing that grows', line(0), 0],
  ['two lives, the second of which begins lower', [...line(1), ...line(1, 2, -500)], 1],
])('the slope of %s', (_, points, slope) => {
  const fit = theilSen(points)!;
  expect(fit.slope).toBeCloseTo(slope);
  expect(fit.low).toBeLessThanOrEqual(fit.slope);
  expect(fit.high).toBeGreaterThanOrEqual(fit.slope);
});

test('of two points there is no slope', () => {
  expect(theilSen(line(1).slice(0, 2))).toBeNull();
});

test.each([
  [[5], 0.99, 5],
  [[3, 1, 2], 0.5, 2],
  [Array.from({ length: 100 }, (_, i) => i + 1), 0.99, 99],
  [Array.from({ length: 100 }, (_, i) => i + 1), 1, 100],
])('of %j at %d', (values, share, value) => {
  expect(percentile(values, share)).toBe(value);
});
