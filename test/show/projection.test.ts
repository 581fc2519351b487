import { expect, test } from 'vitest';
import { parsePart } from '../../engine/show/part.ts';
import {
  AS_IT_IS,
  type Corners,
  cornersOf,
  cornersSet,
  FULL,
  isPicture,
  projected,
  projectionOf,
  type Side,
  seamsOf,
} from '../../engine/show/projection.ts';

const blend = (part: string, side: string, share: number) =>
  ({ type: 'blend/set', part, side, share, gamma: 2 }) as const;
const of = (part: string) => parsePart(part)!;

test.each<[string, Corners, boolean]>([
  ['the full window', FULL, true],
  [
    'a keystone',
    [
      [0.1, 0],
      [0.9, 0.05],
      [1, 1],
      [0, 0.95],
    ],
    true,
  ],
  [
    'mirrored for rear projection',
    [
      [1, 0],
      [0, 0],
      [0, 1],
      [1, 1],
    ],
    true,
  ],
  [
    'crossed',
    [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
    ],
    false,
  ],
  [
    'dented',
    [
      [0, 0],
      [1, 0],
      [0.3, 0.3],
      [0, 1],
    ],
    false,
  ],
  [
    'three in line',
    [
      [0, 0],
      [0.5, 0],
      [1, 0],
      [0, 1],
    ],
    false,
  ],
  [
    'all in one place',
    [
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    false,
  ],
  [
    'far away',
    [
      [0, 0],
      [5, 0],
      [1, 1],
      [0, 1],
    ],
    false,
  ],
  [
    'no number',
    [
      [Number.NaN, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
    false,
  ],
])('%s: a picture or not', (_, corners, is) => expect(isPicture(corners)).toBe(is));

test('corners go into a fact and come out of it', () => {
  const corners: Corners = [
    [0.1, 0.2],
    [0.9, 0.1],
    [0.95, 0.9],
    [0.05, 0.85],
  ];
  expect(cornersOf(cornersSet('2x1@1,0', corners))).toEqual(corners);
  const after = projected({}, cornersSet('2x1@1,0', corners));
  expect(projectionOf(after, of('2x1@1,0')).corners).toEqual(corners);
  expect(projectionOf(after, of('2x1@0,0'))).toBe(AS_IT_IS);
});

test('what makes no picture, and what is no part, changes nothing', () => {
  const crossed: Corners = [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
  ];
  expect(projected({}, cornersSet('2x1@1,0', crossed))).toEqual({});
  expect(projected({}, cornersSet('__proto__', FULL))).toEqual({});
  expect(projected({}, blend('2x1@1,0', 'front', 0.2))).toEqual({});
});

test('a seam is set from either side, for every part along it', () => {
  const after = projected(projected({}, blend('3x2@1,0', 'right', 0.2)), blend('3x2@2,1', 'top', 0.7));
  const share = (part: string, side: Side) => projectionOf(after, of(part)).blends[side].share;
  for (const row of [0, 1]) {
    expect(share(`3x2@1,${row}`, 'right')).toBe(0.2);
    expect(share(`3x2@2,${row}`, 'left')).toBe(0.2);
    expect(share(`3x2@0,${row}`, 'right')).toBe(0);
  }
  for (const column of [0, 1, 2]) {
    expect(share(`3x2@${column},0`, 'bottom')).toBe(0.5);
    expect(share(`3x2@${column},1`, 'top')).toBe(0.5);
    expect(share(`3x2@${column},0`, 'top')).toBe(0);
  }
  expect(seamsOf(after, of('3x2@0,0'))).toEqual({ across: [0, 0.2], down: [0.5] });
});

test('parts of long-gone arrangements give way, the latest stay', () => {
  let kept = {};
  for (let columns = 1; columns <= 8; columns++)
    for (let column = 0; column < columns; column++)
      for (let row = 0; row < 8; row++)
        kept = projected(kept, { type: 'pattern/set', part: `${columns}x8@${column},${row}`, on: 1 });
  expect(Object.keys(kept).length).toBe(128);
  expect(kept).toHaveProperty(['8x8@7,7']);
});
