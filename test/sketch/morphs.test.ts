import { expect, test } from 'vitest';
import { MIXED } from '../../sketch/wall/attributes.ts';
import type { Layers } from '../../sketch/wall/gl/layers.ts';
import { createMorphs } from '../../sketch/wall/morphs.ts';
import { transitionIndex } from '../../sketch/wall/transitions/all.ts';

const MORPH = transitionIndex('morph');
const picture = {} as ImageBitmap;

/** One cell that shows layer 1 and before it layer 0, since second 10, and layers from 2 on that are counted. */
function cell({ transition = MORPH, before = 0, room = 8 } = {}) {
  const attributes = Float32Array.of(0, 0, 1, 1, 1, before, 10, transition, 0, 0, 10, 0);
  const open = Array.from({ length: room }, (_, i) => room + 1 - i);
  const layers = {
    put: () => open.pop() ?? -1,
    free: (layer: number) => void open.push(layer),
  } as unknown as Layers;
  const morphs = createMorphs(
    layers,
    () => attributes,
    () => {},
  );
  const shown = (now: number) => {
    morphs.advance(now, 1);
    const [to, from, , mode] = attributes.subarray(4, 8);
    return { from, to, share: Number((mode! - MIXED).toFixed(3)) };
  };
  return { attributes, morphs, shown, inUse: () => room - open.length };
}

test('between two pictures the cell shows the one in the other, and lets go of what has passed', () => {
  const { morphs, shown, inUse, attributes } = cell();
  for (const t of [0.5, 0.25, 0.75]) expect(morphs.add(0, t, picture, 10, 1)).toBe(true);
  expect(shown(10)).toEqual({ from: 0, to: 3, share: 0 });
  expect(shown(10.125)).toEqual({ from: 0, to: 3, share: 0.5 });
  expect(shown(10.375)).toEqual({ from: 3, to: 2, share: 0.5 });
  expect(inUse()).toBe(3);
  expect(shown(10.5)).toEqual({ from: 2, to: 4, share: 0 });
  expect(inUse()).toBe(2);
  expect(shown(10.875)).toEqual({ from: 4, to: 1, share: 0.5 });
  morphs.advance(11, 1);
  expect([...attributes.subarray(4, 8)]).toEqual([1, 0, 10, MORPH]);
  expect(inUse()).toBe(0);
});

test('a picture of what is still to come joins the way, one that is too late does not', () => {
  const { morphs, shown, inUse } = cell();
  expect(morphs.add(0, 0.3, picture, 10.1, 1)).toBe(true);
  shown(10.4);
  expect(morphs.add(0, 0.35, picture, 10.4, 1)).toBe(false);
  expect(morphs.add(0, 0.9, picture, 10.4, 1)).toBe(true);
  expect(shown(10.6)).toEqual({ from: 2, to: 3, share: 0.5 });
  morphs.end(0);
  expect(inUse()).toBe(0);
});

test.each([
  ['another transition', { transition: 0 }, 10],
  ['nothing that hung before', { before: -1 }, 10],
  ['a first picture in the middle of it', {}, 10.3],
  ['no room on the card', { room: 0 }, 10],
])('not with %s', (_, options, now) => {
  const { morphs, attributes, inUse } = cell(options);
  const before = [...attributes];
  expect(morphs.add(0, 0.6, picture, now, 1)).toBe(false);
  morphs.advance(now + 0.1, 1);
  expect([...attributes]).toEqual(before);
  expect(inUse()).toBe(0);
});
