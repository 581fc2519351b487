import { type Part, partName } from '../../engine/show/part.ts';
import {
  AS_IT_IS,
  type Corners,
  GAMMA_RANGE,
  isPicture,
  type Projection,
  SHARE_RANGE,
  SIDES,
  type Side,
} from '../../engine/show/projection.ts';

/** What the arrow keys move, by the key that chooses it: a corner, the whole picture, or the blend of a side. */
export const HANDLES = ['1', '2', '3', '4', 'a', ...SIDES.map((side) => side[0]!)] as const;
export type Handle = (typeof HANDLES)[number];

/** One step of a corner: a pixel of a picture of 1920 x 1080. */
const PIXEL = [1 / 1920, 1 / 1080] as const;
const SHARE_STEP = 0.005;
const GAMMA_STEP = 0.05;
const LARGE = 20;
const LARGE_BLEND = 5;
const UNDO_STEPS = 200;
/** Moves of one handle within this time are one step to undo. */
const GESTURE_MS = 1000;

const ARROWS: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function isArrow(key: string): boolean {
  return key in ARROWS;
}

export function sideOf(handle: Handle): Side | null {
  return SIDES.find((side) => side[0] === handle) ?? null;
}

/**
 * The projection after an arrow key; with `large` in bigger steps. A blend grows with right and shrinks with left, its
 * gamma with up and down. The same one where no picture would be left.
 */
export function nudged(projection: Projection, handle: Handle, key: string, large: boolean): Projection {
  const [x, y] = ARROWS[key] ?? [0, 0];
  const side = sideOf(handle);
  if (side) {
    const { share, gamma } = projection.blends[side];
    const by = large ? LARGE_BLEND : 1;
    const blend = {
      share: within(SHARE_RANGE, share + x * by * SHARE_STEP),
      gamma: within(GAMMA_RANGE, gamma - y * by * GAMMA_STEP),
    };
    return { ...projection, blends: { ...projection.blends, [side]: blend } };
  }
  const by = large ? LARGE : 1;
  const corners = projection.corners.map((corner, i) =>
    handle === 'a' || handle === String(i + 1)
      ? [rounded(corner[0] + x * by * PIXEL[0]), rounded(corner[1] + y * by * PIXEL[1])]
      : corner,
  ) as unknown as Corners;
  return isPicture(corners) ? { ...projection, corners } : projection;
}

/** As if nobody had ever set this part; a test pattern stays. */
export function reset(projection: Projection): Projection {
  return { ...AS_IT_IS, pattern: projection.pattern };
}

/** What parts were like before each gesture. */
export function history() {
  const steps: { part: Part; before: Projection; what: string; at: number }[] = [];
  return {
    keep(part: Part, before: Projection, what: string, at: number) {
      const last = steps.at(-1);
      const same = last && last.what === what && partName(last.part) === partName(part);
      if (same && at - last.at < GESTURE_MS) last.at = at;
      else steps.push({ part, before, what, at });
      if (steps.length > UNDO_STEPS) steps.shift();
    },
    /** The part and what it was before the last gesture; null where nothing is left. */
    back: () => steps.pop() ?? null,
  };
}

function within({ min, max }: { min: number; max: number }, value: number): number {
  return rounded(Math.min(max, Math.max(min, value)));
}

/** Steps there and back meet again. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
