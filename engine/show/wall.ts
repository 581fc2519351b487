import type { Kingdoms } from './genome.ts';

/** Height of the label strip under each picture, as a share of the picture's height. */
export const LABEL_SHARE = 0.16;

/** Rows that fill a wall of `aspect` (width / height) with `columns` square pictures and their labels. */
export function rowsFor(columns: number, aspect: number): number {
  return Math.max(1, Math.round(columns / aspect / (1 + LABEL_SHARE)));
}

/** What a page needs to know of a creature that hangs on the wall. */
export interface Specimen {
  creature: number;
  parentA: number;
  parentB: number;
  generation: number;
  mix: Kingdoms;
  bornAt: number;
  /** The visitor's name or alias; null where the creature is not a profile. */
  name: string | null;
}

/** Creature ids by slot, row by row from the top left; null = empty. */
export type Wall = readonly (number | null)[];

export function emptyWall(columns: number, aspect: number): Wall {
  return new Array(columns * rowsFor(columns, aspect)).fill(null);
}

/** The wall cut or extended to another number of columns; creatures keep their order. */
export function resized(wall: Wall, columns: number, aspect: number): Wall {
  const slots = columns * rowsFor(columns, aspect);
  // A wall of the right size keeps its gaps: whoever hangs stays where they hang.
  if (wall.length === slots) return wall;
  const hanging = wall.filter((id) => id !== null).slice(0, slots);
  return [...hanging, ...new Array<null>(slots - hanging.length).fill(null)];
}

export function hung(wall: Wall, slot: number, creature: number | null): Wall {
  if (slot < 0 || slot >= wall.length) return wall;
  const next = wall.slice();
  next[slot] = creature;
  return next;
}

/** Any slot for an arriving profile, in [0, 1) by `chance`: an empty one, else none that is pinned, holds a profile or `spared`. */
export function slotForProfile(
  wall: Wall,
  specimens: Readonly<Record<string, Specimen>>,
  spared: number,
  chance: number,
  pinned: readonly number[] = [],
): number {
  const slots = wall.map((_, slot) => slot);
  const empty = slots.filter((slot) => wall[slot] === null);
  const loose = slots.filter((slot) => !pinned.includes(wall[slot] ?? 0));
  const isVisitor = (slot: number) => (specimens[String(wall[slot])]?.name ?? null) !== null;
  const plain = loose.filter((slot) => wall[slot] !== spared && !isVisitor(slot));
  const open = [empty, plain, loose, slots].find((choice) => choice.length > 0) ?? [0];
  return open[Math.floor(chance * open.length)]!;
}
