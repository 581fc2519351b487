import type { Arrival } from './arrival.ts';
import { type Grid, grownRect } from './grid.ts';
import type { View } from './view.ts';

/** Writes whose specimen has grown beside it; windows side by side write one line across their border. */
export type Naming = (arrival: Arrival | undefined, clearness: number, grid: Grid, view: View) => void;

/** Room for the line, in shares of the window's width. */
const LINE_WIDTH = 0.4;
const LINE_HEIGHT = 0.045;
const GAP_PX = 8;

export function naming(note: HTMLElement): Naming {
  let written: Arrival | null = null;
  let opacity = '';
  return (arrival, clearness, grid, view) => {
    const next = arrival && clearness > 0 ? clearness.toFixed(2) : '0';
    if (next !== opacity) note.style.opacity = next;
    opacity = next;
    if (!arrival) written = null;
    if (!arrival || arrival === written || clearness === 0) return;
    written = arrival;
    const { wall } = view;
    const rect = grownRect(grid, arrival.slot, 1);
    const left = Math.min(rect.x, wall.width - view.width * LINE_WIDTH);
    const below = rect.y + rect.height;
    const above = Math.max(GAP_PX, rect.y - view.width * LINE_HEIGHT);
    const top = below < wall.height * 0.9 ? below + GAP_PX : above;
    note.textContent = `${arrival.name} — specimen ${arrival.creature}`;
    note.style.left = `${left - view.x}px`;
    note.style.top = `${top - view.y}px`;
  };
}
