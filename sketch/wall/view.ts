import type { Part } from '../../engine/show/part.ts';
import type { Seams } from '../../engine/show/projection.ts';
import { type Grid, grownRect, type Rect } from './grid.ts';

/** What one window shows of the whole wall; all in pixels of its canvas, from the wall's top left. */
export interface View extends Rect {
  wall: { width: number; height: number };
}

/** The rectangle of cells that a window may have to draw. */
export interface Near {
  column: number;
  row: number;
  columns: number;
  rows: number;
}

/** Where a part lies on the wall, in shares of the wall; all pictures are of one size and overlap at the seams. */
export function windowOf({ columns, rows, column, row }: Part, { across, down }: Seams): Rect {
  const width = 1 / (columns - sum(across));
  const height = 1 / (rows - sum(down));
  const x = (column - sum(across.slice(0, column))) * width;
  const y = (row - sum(down.slice(0, row))) * height;
  return { x, y, width, height };
}

/** The view of a canvas of `width` x `height` pixels onto `window`, given in shares of the wall. */
export function viewOf(window: Rect, width: number, height: number): View {
  const wall = { width: width / window.width, height: height / window.height };
  return { x: window.x * wall.width, y: window.y * wall.height, width, height, wall };
}

/** Cells that reach into the view where they hang or grown to their largest. */
export function nearOf(grid: Grid, view: View): Near {
  const across = Array.from({ length: grid.columns }, (_, column) => column).filter((column) => {
    const { x, width } = grownRect(grid, column, 1);
    return x < view.x + view.width && x + width > view.x;
  });
  const down = Array.from({ length: grid.rows }, (_, row) => row).filter((row) => {
    const { y, height } = grownRect(grid, row * grid.columns, 1);
    return y < view.y + view.height && y + height > view.y;
  });
  return { column: across[0] ?? 0, row: down[0] ?? 0, columns: across.length, rows: down.length };
}

/** The number of `slot` among the near cells, row by row; -1 where it is not one of them. */
export function nearIndex(grid: Grid, near: Near, slot: number): number {
  const column = (slot % grid.columns) - near.column;
  const row = Math.floor(slot / grid.columns) - near.row;
  if (column < 0 || row < 0 || column >= near.columns || row >= near.rows) return -1;
  return row * near.columns + column;
}

/** The slot of a near cell. */
export function slotOf(grid: Grid, near: Near, index: number): number {
  const column = near.column + (index % near.columns);
  return (near.row + Math.floor(index / near.columns)) * grid.columns + column;
}

function sum(shares: number[]): number {
  return shares.reduce((all, share) => all + share, 0);
}
