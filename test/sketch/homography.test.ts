import { describe, expect, test } from 'vitest';
import { type Corners, FULL, type Point } from '../../engine/show/projection.ts';
import { cssMatrix, homography, isFull, mapped } from '../../sketch/wall/homography.ts';

const SQUARE: readonly Point[] = FULL;
const shapes: [string, Corners][] = [
  ['the full window', FULL],
  [
    'smaller',
    [
      [0.2, 0.1],
      [0.7, 0.1],
      [0.7, 0.6],
      [0.2, 0.6],
    ],
  ],
  [
    'sheared',
    [
      [0.1, 0],
      [0.8, 0.2],
      [0.9, 1],
      [0.2, 0.8],
    ],
  ],
  [
    'a keystone',
    [
      [0.25, 0.1],
      [0.75, 0.1],
      [1, 0.9],
      [0, 0.9],
    ],
  ],
  [
    'askew',
    [
      [0.12, 0.05],
      [0.93, 0.17],
      [0.85, 0.96],
      [0.02, 0.81],
    ],
  ],
  [
    'beyond the window',
    [
      [-0.4, -0.2],
      [1.3, 0.1],
      [1.8, 1.4],
      [-0.1, 1.1],
    ],
  ],
  [
    'mirrored',
    [
      [0.9, 0.1],
      [0.1, 0.15],
      [0.05, 0.9],
      [0.95, 0.8],
    ],
  ],
];

describe.each(shapes)('%s', (_, corners) => {
  const map = homography(corners);

  test('each corner lands on its place', () => {
    corners.forEach(([x, y], i) => {
      const [u, v] = mapped(map, SQUARE[i]!);
      expect(u).toBeCloseTo(x, 12);
      expect(v).toBeCloseTo(y, 12);
    });
  });

  test('straight lines stay straight, and the diagonals meet where they should', () => {
    const [a, b, c] = ([0, 0.3, 1] as const).map((t) => mapped(map, [t, 0.2 + 0.5 * t])) as [
      Point,
      Point,
      Point,
    ];
    expect((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).toBeCloseTo(0, 12);
    const [p, q, r, s] = corners;
    const middle = mapped(map, [0.5, 0.5]);
    for (const [from, to] of [
      [p, r],
      [q, s],
    ] as const)
      expect(
        (to[0] - from[0]) * (middle[1] - from[1]) - (to[1] - from[1]) * (middle[0] - from[0]),
      ).toBeCloseTo(0, 12);
  });

  test('the picture is before the projector everywhere', () => {
    for (const [u, v] of SQUARE) expect(map[6] * u + map[7] * v + 1).toBeGreaterThan(0);
  });

  test('CSS takes the same map in pixels', () => {
    const m = cssMatrix(map, 1920, 1080)
      .match(/[-\d.e]+(?=[,)])/g)!
      .map(Number);
    expect(m).toHaveLength(16);
    for (const [u, v] of [...SQUARE, [0.3, 0.8] as const]) {
      const [x, y] = [u * 1920, v * 1080];
      const w = m[3]! * x + m[7]! * y + m[15]!;
      const [toX, toY] = mapped(map, [u, v]);
      expect((m[0]! * x + m[4]! * y + m[12]!) / w).toBeCloseTo(toX * 1920, 8);
      expect((m[1]! * x + m[5]! * y + m[13]!) / w).toBeCloseTo(toY * 1080, 8);
    }
  });
});

test('a square seen straight on is not distorted; a keystone is narrower above', () => {
  for (const point of SQUARE) expect(mapped(homography(FULL), point)).toEqual(point);
  expect(isFull(FULL)).toBe(true);
  // By hand: the middle of a keystone half as wide above as below lies at a third of its height.
  const keystone: Corners = [
    [0.25, 0],
    [0.75, 0],
    [1, 1],
    [0, 1],
  ];
  expect(isFull(keystone)).toBe(false);
  const [x, y] = mapped(homography(keystone), [0.5, 0.5]);
  expect(x).toBeCloseTo(0.5, 12);
  expect(y).toBeCloseTo(1 / 3, 12);
});
