import { LABEL_SHARE, rowsFor } from '../../engine/show/wall.ts';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The strict grid of a wall, in pixels of a canvas of `width` x `height`. */
export interface Grid {
  columns: number;
  rows: number;
  cellWidth: number;
  cellHeight: number;
  /** Height of the label strip at the foot of each cell. */
  labelHeight: number;
}

export function gridOf(columns: number, aspect: number, width: number, height: number): Grid {
  const rows = rowsFor(columns, aspect);
  const cellHeight = height / rows;
  return {
    columns,
    rows,
    cellWidth: width / columns,
    cellHeight,
    labelHeight: (cellHeight * LABEL_SHARE) / (1 + LABEL_SHARE),
  };
}

/** Where slot `slot` hangs. */
export function cellRect(grid: Grid, slot: number): Rect {
  const { columns, cellWidth, cellHeight } = grid;
  const x = (slot % columns) * cellWidth;
  const y = Math.floor(slot / columns) * cellHeight;
  return { x, y, width: cellWidth, height: cellHeight };
}

/** A cell grown by `amount` (0..1) to three by three cells, kept inside the wall. */
export function grownRect(grid: Grid, slot: number, amount: number): Rect {
  const cell = cellRect(grid, slot);
  const across = Math.min(3, grid.columns);
  const down = Math.min(3, grid.rows);
  const width = cell.width * (1 + (across - 1) * amount);
  const height = cell.height * (1 + (down - 1) * amount);
  const x = clamp(cell.x - (width - cell.width) / 2, 0, grid.columns * cell.width - width);
  const y = clamp(cell.y - (height - cell.height) / 2, 0, grid.rows * cell.height - height);
  return { x, y, width, height };
}

/** The middle of a slot's picture. */
export function pictureCentre(grid: Grid, slot: number): [x: number, y: number] {
  const cell = cellRect(grid, slot);
  return [cell.x + cell.width / 2, cell.y + (cell.height - grid.labelHeight) / 2];
}

/** The side in pixels in which pictures are fetched for cells of this grid. */
export function pictureSide(grid: Grid): 64 | 128 | 256 {
  const side = Math.max(grid.cellWidth, grid.cellHeight);
  return side <= 64 ? 64 : side <= 140 ? 128 : 256;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** Each specimen breathes out of phase with its neighbours. */
export function phaseOf(slot: number): number {
  return ((slot * 2654435761) % 6283) / 1000;
}
