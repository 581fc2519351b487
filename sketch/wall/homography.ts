import { type Corners, FULL, type Point } from '../../engine/show/projection.ts';

/** A projective map of the plane, row by row: (x, y) = (a u + b v + c, d u + e v + f) / (g u + h v + 1). */
export type Homography = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
  one: 1,
];

/**
 * The one projective map that takes the corners of the unit square to four given ones, solved exactly. The corners
 * must make a picture (show/projection.ts); with three of them in line there is no such map.
 */
export function homography([p0, p1, p2, p3]: Corners): Homography {
  const [ax, ay] = [p1[0] - p2[0], p1[1] - p2[1]];
  const [bx, by] = [p3[0] - p2[0], p3[1] - p2[1]];
  const [sx, sy] = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
  const area = ax * by - bx * ay;
  const g = (sx * by - bx * sy) / area;
  const h = (ax * sy - sx * ay) / area;
  return [
    p1[0] - p0[0] + g * p1[0],
    p3[0] - p0[0] + h * p3[0],
    p0[0],
    p1[1] - p0[1] + g * p1[1],
    p3[1] - p0[1] + h * p3[1],
    p0[1],
    g,
    h,
    1,
  ];
}

/** Where a point of the unit square goes. */
export function mapped([a, b, c, d, e, f, g, h]: Homography, [u, v]: Point): Point {
  const w = g * u + h * v + 1;
  return [(a * u + b * v + c) / w, (d * u + e * v + f) / w];
}

/** The same map in the pixels of a window, as CSS takes it with its origin at the top left. */
export function cssMatrix([a, b, c, d, e, f, g, h]: Homography, width: number, height: number): string {
  const columns = [
    [a, (d * height) / width, 0, g / width],
    [(b * width) / height, e, 0, h / height],
    [0, 0, 1, 0],
    [c * width, f * height, 0, 1],
  ];
  return `matrix3d(${columns.flat().join(',')})`;
}

/** Whether the corners are where they are without any map. */
export function isFull(corners: Corners): boolean {
  return corners.every(([x, y], i) => x === FULL[i]![0] && y === FULL[i]![1]);
}
