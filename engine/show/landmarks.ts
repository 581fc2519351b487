/** A point of a face, in pixels. */
export interface Dot {
  x: number;
  y: number;
}

/** How a face is built, as ratios of its own lengths: no sizes, nothing that could find the person again. */
export const PROPORTIONS = ['eyes', 'brow', 'nose', 'mouth', 'lips', 'jaw', 'askew'] as const;
export type Proportions = Record<(typeof PROPORTIONS)[number], number>;

// The 68 points of the iBUG 300-W scheme (Sagonas et al. 2013), counted from 0.
const POINTS = 68;
const CHEEKS = [0, 16] as const;
const JAW = [4, 12] as const;
const CHIN = 8;
const BRIDGE = 27;
const NOSE_TIP = 33;
const BROWS = [17, 27] as const;
const EYES = [
  [36, 42],
  [42, 48],
] as const;
const MOUTH = [48, 54] as const;
const LIPS = [62, 66] as const;

/** The proportions of a face from its 68 landmarks; null where those are not 68 or lie on one another. */
export function proportionsOf(dots: readonly Dot[]): Proportions | null {
  if (dots.length !== POINTS) return null;
  const between = ([a, b]: readonly [number, number]) => distance(dots[a]!, dots[b]!);
  const width = between(CHEEKS);
  const height = between([BRIDGE, CHIN]);
  const mouth = between(MOUTH);
  if (Math.min(width, height, mouth) === 0) return null;
  const [left, right] = EYES.map(([from, to]) => centre(dots.slice(from, to))) as [Dot, Dot];
  const eyes = centre([left, right]);
  const cheeks = centre(CHEEKS.map((i) => dots[i]!));
  return {
    eyes: distance(left, right) / width,
    brow: distance(centre(dots.slice(...BROWS)), eyes) / height,
    nose: between([BRIDGE, NOSE_TIP]) / height,
    mouth: mouth / width,
    lips: between(LIPS) / mouth,
    jaw: between(JAW) / width,
    askew: Math.abs(dots[NOSE_TIP]!.x - cheeks.x) / width,
  };
}

/**
 * How far the eyes are open: mean height over width of both (eye aspect ratio, Soukupova and Cech 2016), about 0.3
 * where open and below 0.2 where closed; 0 where there are no landmarks.
 */
export function eyeOpenness(dots: readonly Dot[]): number {
  if (dots.length !== POINTS) return 0;
  const open = EYES.map(([from]) => {
    const at = (i: number) => dots[from + i]!;
    const wide = distance(at(0), at(3));
    return wide === 0 ? 0 : (distance(at(1), at(5)) + distance(at(2), at(4))) / (2 * wide);
  });
  return (open[0]! + open[1]!) / 2;
}

function distance(a: Dot, b: Dot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function centre(dots: readonly Dot[]): Dot {
  const mean = (axis: 'x' | 'y') => dots.reduce((sum, dot) => sum + dot[axis], 0) / dots.length;
  return { x: mean('x'), y: mean('y') };
}
