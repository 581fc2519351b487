import type { Part } from '../../engine/show/part.ts';
import { projectionOf, seamsOf } from '../../engine/show/projection.ts';
import { paramsAt } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import type { Link } from '../link.ts';
import { cellRect, type Grid, gridOf, pictureSide } from './grid.ts';
import { cssMatrix, homography } from './homography.ts';
import { type LabelPainter, labelPainter } from './labels.ts';
import { pictureLoader } from './pictures.ts';
import { type View, viewOf, windowOf } from './view.ts';

/** The wall where there is no WebGL: the same grid on a plain canvas, one picture after the other, nothing else moves. */
export function startPlain(show: Link, part: Part): void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  document.getElementById('wall')!.replaceChildren(canvas);
  const loader = pictureLoader();
  const hung = new Map<number, number | null>();
  let laid = '';
  let grid: Grid;
  let view: View;
  let labels: LabelPainter;

  /** The grid anew where the window, its columns or the seams have changed. */
  function lay(state: State): void {
    const window = windowOf(part, seamsOf(state.projections, part));
    const { columns } = paramsAt(state, show.now());
    const next = JSON.stringify([innerWidth, innerHeight, window, columns]);
    if (next === laid) return;
    laid = next;
    canvas.width = innerWidth;
    canvas.height = innerHeight;
    view = viewOf(window, innerWidth, innerHeight);
    grid = gridOf(columns, state.aspect, view.wall.width, view.wall.height);
    labels = labelPainter(grid);
    loader.clear();
    hung.clear();
  }

  function place(slot: number) {
    const { x, y, width, height } = cellRect(grid, slot);
    return { x: x - view.x, y: y - view.y, width, height };
  }

  function isSeen(slot: number): boolean {
    const { x, y, width, height } = place(slot);
    return x < view.width && y < view.height && x + width > 0 && y + height > 0;
  }

  function put(slot: number, picture: ImageBitmap, specimen: State['specimens'][string] | undefined): void {
    const { x, y, width, height } = place(slot);
    const side = Math.min(width, height - grid.labelHeight);
    context.clearRect(x, y, width, height);
    context.drawImage(picture, x + (width - side) / 2, y, side, side);
    labels.paint(specimen ?? null);
    context.drawImage(labels.canvas, x, y + height - grid.labelHeight);
  }

  function hang(state: State): void {
    lay(state);
    state.wall.forEach((creature, slot) => {
      if (hung.get(slot) === creature || !isSeen(slot)) return;
      hung.set(slot, creature);
      const { x, y, width, height } = place(slot);
      if (creature === null) context.clearRect(x, y, width, height);
      else
        loader.load(creature, pictureSide(grid), (picture) => {
          if (hung.get(slot) === creature) put(slot, picture, show.state()?.specimens[creature]);
          picture.close();
        });
    });
    const { corners } = projectionOf(state.projections, part);
    canvas.style.transform = cssMatrix(homography(corners), innerWidth, innerHeight);
    canvas.style.opacity = String(state.blackout ? 0 : paramsAt(state, show.now()).brightness);
  }

  const again = () => {
    const state = show.state();
    if (state) hang(state);
  };
  show.onSnapshot(hang);
  show.onEvent((_, state) => hang(state));
  addEventListener('resize', again);
  again();
}
