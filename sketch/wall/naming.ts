import type { Arrival } from './arrival.ts';
import { type Grid, grownRect } from './grid.ts';
import type { View } from './view.ts';

/** Writes whose specimen has grown beside it; windows side by side write one line across their border. */
export type Naming = (arrival: Arrival | undefined, clearness: number, grid: Grid, view: View) => void;

/** Room for the line, in shares of the window's width. */
const LINE_WIDTH = 0.4;
const LINE_HEIGHT = 0.045;
const GAP_PX = 8;
/** As clear as this, the line can be read. */
const SHOWN = 0.05;

export function naming(note: HTMLElement): Naming {
  let written: Arrival | null = null;
  let seen: View | null = null;
  let opacity = '';
  return (arrival, clearness, grid, view) => {
    const next = arrival && clearness > 0 ? clearness.toFixed(2) : '0';
    if (next !== opacity) {
      note.style.opacity = next;
      note.dataset.shown = String(clearness > SHOWN);
    }
    opacity = next;
    if (!arrival && written) {
      // Whoever was erased meanwhile is nowhere on the page.
      note.textContent = '';
      written = null;
    }
    if (!arrival || clearness === 0 || (arrival === written && view === seen)) return;
    written = arrival;
    seen = view;
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
