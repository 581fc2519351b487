import { expect, test } from 'vitest';
import { fromHalf, packHalf, roundedToHalf, toHalf, unpackHalf } from '../../engine/show/half.ts';

test('every half is its own nearest half', () => {
  for (let bits = 0; bits < 65536; bits++) {
    const value = fromHalf(bits);
    if (!Number.isNaN(value) && toHalf(value) !== bits)
      expect.fail(`${bits} -> ${value} -> ${toHalf(value)}`);
  }
});

test.each([
  [65519, 65504],
  [65520, Infinity],
  [-65520, -Infinity],
  [2 ** -25, 0],
  [3 * 2 ** -25, 2 * 2 ** -24],
  [1 + 1 / 2048, 1],
  [1 + 3 / 2048, 1 + 2 / 1024],
  [2 - 2 ** -12, 2],
])('%s is rounded to %s', (value, expected) => {
  expect(fromHalf(toHalf(value))).toBe(expected);
});

test('rounded values survive storage unchanged', () => {
  const rounded = roundedToHalf(Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 7));
  expect(unpackHalf(packHalf(rounded))).toEqual(rounded);
});
