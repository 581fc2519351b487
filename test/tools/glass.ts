import sharp from 'sharp';
import type { Point } from '../../engine/show/projection.ts';

/** A screenshot to measure in: brightness 0..255 between the pixels, and where it crosses or peaks along a line. */
export interface Glass {
  at(point: Point): number;
  /** The first point from `from` to `to` that is as bright as `level`. */
  edge(from: Point, to: Point, level: number): Point;
  /** The middle of the light between two points. */
  peak(from: Point, to: Point): Point;
}

const STEPS = 400;
const OUTSIDE_PX = 8;
const INSIDE_PX = 4;
/** Half the brightness of the test pattern's frame. */
const HALF = 112;

export async function glassOver(png: Buffer): Promise<Glass> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number) =>
    x < 0 || y < 0 || x >= info.width || y >= info.height ? 0 : data[y * info.width + x]!;

  /** A pixel's light is in its middle; between middles it is mixed. */
  function at([x, y]: Point): number {
    const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
    const [fx, fy] = [x - 0.5 - left, y - 0.5 - top];
    const upper = pixel(left, top) * (1 - fx) + pixel(left + 1, top) * fx;
    const lower = pixel(left, top + 1) * (1 - fx) + pixel(left + 1, top + 1) * fx;
    return upper * (1 - fy) + lower * fy;
  }

  function along(from: Point, to: Point): Point[] {
    return Array.from({ length: STEPS + 1 }, (_, i) => between(from, to, i / STEPS));
  }

  return {
    at,
    edge(from, to, level) {
      const found = along(from, to).find((point) => at(point) >= level);
      if (!found) throw new Error(`no light between ${from} and ${to}`);
      return found;
    },
    peak(from, to) {
      const points = along(from, to);
      const lights = points.map((point) => Math.max(0, at(point) - 60));
      const all = lights.reduce((sum, light) => sum + light, 0);
      if (all === 0) throw new Error(`no light between ${from} and ${to}`);
      const mean = (axis: 0 | 1) => points.reduce((sum, point, i) => sum + point[axis] * lights[i]!, 0) / all;
      return [mean(0), mean(1)];
    },
  };
}

/** How far the brightness of two pictures differs at most, looked at in every third pixel each way. */
export function mostApart(one: Glass, other: Glass, size: { width: number; height: number }): number {
  let most = 0;
  for (let x = 0.5; x < size.width; x += 3)
    for (let y = 0.5; y < size.height; y += 3)
      most = Math.max(most, Math.abs(one.at([x, y]) - other.at([x, y])));
  return most;
}

/** Where the four edges of a bright frame cross, looked for near the `given` corners, in px. */
export function measuredCorners(glass: Glass, given: readonly Point[]): Point[] {
  const centre = between(given[0]!, given[2]!, 0.5);
  const edges = given.map((from, i) => {
    const to = given[(i + 1) % 4]!;
    const points = Array.from({ length: 41 }, (_, k) => {
      const on = between(from, to, 0.1 + (0.8 * k) / 40);
      const [nx, ny] = [(to[1] - from[1]) / apart(from, to), (from[0] - to[0]) / apart(from, to)];
      const out = nx * (on[0] - centre[0]) + ny * (on[1] - centre[1]) > 0 ? 1 : -1;
      const off = (px: number): Point => [on[0] + nx * out * px, on[1] + ny * out * px];
      return glass.edge(off(OUTSIDE_PX), off(-INSIDE_PX), HALF);
    });
    return fitted(points);
  });
  return given.map((_, i) => crossing(edges[(i + 3) % 4]!, edges[i]!));
}

function between(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

export function apart(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The straight line through points, by least squares: where it is and where it goes. */
function fitted(points: readonly Point[]): { middle: Point; towards: Point } {
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const middle: Point = [mean(0), mean(1)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - middle[0]) ** 2;
    xy += (x - middle[0]) * (y - middle[1]);
    yy += (y - middle[1]) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { middle, towards: [Math.cos(angle), Math.sin(angle)] };
}

/** Where two fitted lines cross. */
function crossing(a: ReturnType<typeof fitted>, b: ReturnType<typeof fitted>): Point {
  const [ux, uy] = a.towards;
  const [vx, vy] = b.towards;
  const [dx, dy] = [b.middle[0] - a.middle[0], b.middle[1] - a.middle[1]];
  const along = (dx * vy - dy * vx) / (ux * vy - uy * vx);
  return [a.middle[0] + along * ux, a.middle[1] + along * uy];
}
