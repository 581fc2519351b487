import type { Seen } from '../parts/face/analyzer.ts';

/** What a visitor in front of the camera should do; `good` = nothing, the picture can be taken. */
export type Guidance = 'nobody' | 'dark' | 'one' | 'closer' | 'back' | 'left' | 'right' | 'still' | 'good';

/** Heights and places in shares of the frame. Whoever is smaller than the gate stands behind and is not looked at. */
export const GATE = 0.14;
export const NEAR = 0.26;
export const TOO_NEAR = 0.85;
export const OFF_CENTRE = 0.16;
const MOVED = 0.045;
/** Mean light of a frame, 0..1, below which nobody can be seen. */
const DARK = 0.07;
/** A second face this large, compared with the first, stands in front too. */
const SAME_SIZE = 0.7;

/** The face that a visit is about: the largest that is not behind; null where there is none. */
export function mainFace(seen: readonly Seen[]): Seen | null {
  return seen.filter(({ height }) => height >= GATE).sort((a, b) => b.height - a.height)[0] ?? null;
}

/**
 * What to say to whoever is seen, given where the face was when it was looked for last and how light it is (0..1).
 * Pure.
 */
export function guidance(seen: readonly Seen[], before: Seen | null, light: number): Guidance {
  const face = mainFace(seen);
  if (!face) return light < DARK ? 'dark' : 'nobody';
  const others = seen.filter((one) => one !== face && one.height >= GATE);
  if (others.some(({ height }) => height >= face.height * SAME_SIZE)) return 'one';
  if (face.height < NEAR) return 'closer';
  if (face.height > TOO_NEAR) return 'back';
  const middle = face.x + face.width / 2 - 0.5;
  // The picture is mirrored on the screen: what is on the camera's left is on the visitor's right.
  if (Math.abs(middle) > OFF_CENTRE) return middle < 0 ? 'left' : 'right';
  const moved = before ? Math.hypot(face.x - before.x, face.y - before.y) : Infinity;
  return moved > MOVED ? 'still' : 'good';
}
