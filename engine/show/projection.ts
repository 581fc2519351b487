import type { EventOf } from './events.ts';
import { type Part, parsePart, partName, partsOf } from './part.ts';

export const CORNERS = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const;
export const SIDES = ['left', 'right', 'top', 'bottom'] as const;
export type Side = (typeof SIDES)[number];
export type Point = readonly [x: number, y: number];
/** Where the four corners of a picture go, in shares of its window, in the order of CORNERS. */
export type Corners = readonly [Point, Point, Point, Point];

/** How a picture fades toward a side: over which share of it, and the gamma of the projector. */
export interface Blend {
  share: number;
  gamma: number;
}

/** How one part of the wall is projected. */
export interface Projection {
  corners: Corners;
  blends: Readonly<Record<Side, Blend>>;
  /** Shows the test pattern instead of the wall. */
  pattern: boolean;
}

/** By the part's name; a part that is not named is projected as it is. */
export type Projections = Readonly<Record<string, Projection>>;

export const CORNER_RANGE = { min: -1, max: 2 } as const;
export const SHARE_RANGE = { min: 0, max: 0.5 } as const;
export const GAMMA_RANGE = { min: 1, max: 3 } as const;
const PLAIN: Blend = { share: 0, gamma: 2.2 };
export const FULL: Corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];
export const AS_IT_IS: Projection = {
  corners: FULL,
  blends: { left: PLAIN, right: PLAIN, top: PLAIN, bottom: PLAIN },
  pattern: false,
};
/** Smaller turns are as good as straight lines. */
const MIN_TURN = 1e-4;
/** Rooms are arranged anew; what was set for arrangements of long ago gives way. */
const MAX_KEPT = 128;

export function projectionOf(projections: Projections, part: Part): Projection {
  return projections[partName(part)] ?? AS_IT_IS;
}

/** Whether four corners make a picture: convex, in order (either way round, for rear projection), and in range. */
export function isPicture(corners: Corners): boolean {
  if (corners.flat().some((value) => !(value >= CORNER_RANGE.min && value <= CORNER_RANGE.max))) return false;
  const turns = corners.map((corner, i) => turnAt(corners[(i + 3) % 4]!, corner, corners[(i + 1) % 4]!));
  return turns.every((turn) => turn > MIN_TURN) || turns.every((turn) => turn < -MIN_TURN);
}

function turnAt(before: Point, at: Point, after: Point): number {
  return (at[0] - before[0]) * (after[1] - at[1]) - (at[1] - before[1]) * (after[0] - at[0]);
}

/** The fact that moves all corners of a part at once: from one picture to another there may be no way by single ones. */
export function cornersSet(part: string, corners: Corners): EventOf<'corners/set'> {
  const [
    [topLeftX, topLeftY],
    [topRightX, topRightY],
    [bottomRightX, bottomRightY],
    [bottomLeftX, bottomLeftY],
  ] = corners;
  const top = { topLeftX, topLeftY, topRightX, topRightY };
  return { type: 'corners/set', part, ...top, bottomRightX, bottomRightY, bottomLeftX, bottomLeftY };
}

/** The corners that a fact names. */
export function cornersOf(event: EventOf<'corners/set'>): Corners {
  return [
    [event.topLeftX, event.topLeftY],
    [event.topRightX, event.topRightY],
    [event.bottomRightX, event.bottomRightY],
    [event.bottomLeftX, event.bottomLeftY],
  ];
}

/** How much neighbours overlap, from left to right and from top to bottom, in shares of one picture. */
export interface Seams {
  across: number[];
  down: number[];
}

export function seamsOf(projections: Projections, { columns, rows }: Part): Seams {
  const share = (column: number, row: number, side: Side) =>
    projectionOf(projections, { columns, rows, column, row }).blends[side].share;
  return {
    across: Array.from({ length: columns - 1 }, (_, column) => share(column, 0, 'right')),
    down: Array.from({ length: rows - 1 }, (_, row) => share(0, row, 'bottom')),
  };
}

type Told = EventOf<'corners/set'> | EventOf<'blend/set'> | EventOf<'pattern/set'>;

/** The projections after a fact about one; what cannot be changes nothing. */
export function projected(projections: Projections, event: Told): Projections {
  const part = parsePart(event.part);
  if (!part) return projections;
  const was = projectionOf(projections, part);
  switch (event.type) {
    case 'corners/set': {
      const corners = cornersOf(event);
      return isPicture(corners) ? kept(projections, part, { ...was, corners }) : projections;
    }
    case 'pattern/set':
      return kept(projections, part, { ...was, pattern: event.on !== 0 });
    case 'blend/set': {
      const side = SIDES.find((one) => one === event.side);
      const share = Math.min(SHARE_RANGE.max, Math.max(SHARE_RANGE.min, event.share));
      const gamma = Math.min(GAMMA_RANGE.max, Math.max(GAMMA_RANGE.min, event.gamma));
      return side ? blended(projections, part, side, { share, gamma }) : projections;
    }
  }
}

/** A seam is one along the whole wall: both sides of it, in every part that touches it, blend alike. */
function blended(projections: Projections, at: Part, side: Side, blend: Blend): Projections {
  const upright = side === 'left' || side === 'right';
  const place = (part: Part) => (upright ? part.column : part.row);
  const [first, second]: [Side, Side] = upright ? ['left', 'right'] : ['top', 'bottom'];
  const before = side === first ? place(at) - 1 : place(at);
  let next = projections;
  for (const part of partsOf(at.columns, at.rows)) {
    const facing = place(part) === before ? second : place(part) === before + 1 ? first : null;
    if (!facing) continue;
    const was = projectionOf(next, part);
    next = kept(next, part, { ...was, blends: { ...was.blends, [facing]: blend } });
  }
  return next;
}

function kept(projections: Projections, part: Part, projection: Projection): Projections {
  const { [partName(part)]: _, ...others } = projections;
  const entries = [...Object.entries(others), [partName(part), projection] as const];
  return Object.fromEntries(entries.slice(-MAX_KEPT));
}
