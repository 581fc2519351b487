import { expect, test } from 'vitest';
import { MIXED } from '../../sketch/wall/attributes.ts';
import { createBreaths } from '../../sketch/wall/breaths.ts';
import type { Layers } from '../../sketch/wall/gl/layers.ts';

const picture = {} as ImageBitmap;

/** One cell that shows layer 1, and layers from 2 on that are counted. */
function cell({ before = -1, room = 8 } = {}) {
  const attributes = Float32Array.of(0, 0, 1, 1, 1, before, 10, 3, 0, 0, 10, 0);
  const open = Array.from({ length: room }, (_, i) => room + 1 - i);
  const layers = {
    put: () => open.pop() ?? -1,
    free: (layer: number) => void open.push(layer),
  } as unknown as Layers;
  const breaths = createBreaths(
    layers,
    () => attributes,
    () => {},
  );
  const away = (now: number) => {
    breaths.advance(now);
    return 1 - (attributes[7]! - MIXED) / 0.999;
  };
  return { attributes, breaths, away, inUse: () => room - open.length };
}

test('a creature breathes toward its other picture and back, and lets go of it', () => {
  const { attributes, breaths, away, inUse } = cell();
  expect(breaths.add(0, picture, 20)).toBe(true);
  expect([...attributes.subarray(4, 6)]).toEqual([1, 2]);
  expect(away(19)).toBeCloseTo(0);
  expect(away(21.75)).toBeCloseTo(0.5);
  expect(away(23.5)).toBeCloseTo(1);
  expect(away(25.25)).toBeCloseTo(0.5);
  expect(breaths.has(0)).toBe(true);
  breaths.advance(27.1);
  expect([...attributes.subarray(4, 8)]).toEqual([1, -1, 10, -1]);
  expect([breaths.has(0), inUse()]).toEqual([false, 0]);
});

test('another hour changes nothing, a birth ends it', () => {
  const { breaths, away, inUse } = cell();
  breaths.add(0, picture, 3599);
  breaths.shift(-3600);
  expect(away(2.5)).toBeCloseTo(1);
  breaths.end(0);
  expect(inUse()).toBe(0);
});

test.each([
  ['in a transition', { before: 0 }],
  ['without room on the card', { room: 0 }],
])('not %s', (_, options) => {
  const { breaths, attributes } = cell(options);
  const before = [...attributes];
  expect(breaths.add(0, picture, 20)).toBe(false);
  breaths.advance(21);
  expect([...attributes]).toEqual(before);
});
