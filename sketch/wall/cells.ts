import type { Specimen } from '../../engine/show/wall.ts';
import { createBreaths } from './breaths.ts';
import { createLabelTexture } from './gl/label-texture.ts';
import { createLayers } from './gl/layers.ts';
import { type GL, instanceBuffer } from './gl/program.ts';
import { cellRect, type Grid, phaseOf, pictureSide, type Rect } from './grid.ts';
import { labelPainter } from './labels.ts';
import { cellShader, FRAMED, LIT, type Look, VISITOR, VISITOR_BEFORE } from './look.ts';
import { createMorphs } from './morphs.ts';
import { nearIndex, nearOf, slotOf, type View } from './view.ts';

/** Pictures that may be in transition at once before new ones have to wait. */
const SPARE_LAYERS = 96;
const LONG_AGO = -1e6;
/** Sizes of rect, show and look in gl/cell-shader.ts. */
const ATTRIBUTES = [4, 4, 4];

/** The grid on the card: one draw for all cells, and one more for a specimen that has grown out of its slot. */
export interface Cells {
  readonly grid: Grid;
  readonly uploads: number;
  /** Whether a slot can be seen in this window, where it hangs or grown. Others are not hung. */
  sees(slot: number): boolean;
  /** Hangs a picture; the one before stays until the transition is over. False where there is no room yet. */
  hang(slot: number, picture: ImageBitmap, specimen: Specimen, transition: number, startS: number): boolean;
  /** Takes an in-between picture of a morph to the creature that hangs in `slot`; whether it is of use. */
  inbetween(slot: number, t: number, picture: ImageBitmap, now: number, transitionS: number): boolean;
  /** Takes a picture for a creature that hangs to breathe toward and back; whether it is of use. */
  breathe(slot: number, picture: ImageBitmap, startS: number): boolean;
  /** Takes a picture away at once. */
  clear(slot: number): void;
  /** Gives back the pictures whose transition has ended. */
  settle(now: number, transitionS: number): void;
  draw(look: Look): void;
  /** Draws a cell once more in `rect`; `framed` in the colour of now. */
  drawGrown(slot: number, rect: Rect, look: Look, framed: boolean): void;
  /** Moves all times by `byS`, when the clock counts from another hour. */
  shift(byS: number): void;
  dispose(): void;
}

/** The cells of `grid` that `view` may see. */
export function createCells(gl: GL, grid: Grid, view: View): Cells {
  const near = nearOf(grid, view);
  const count = near.columns * near.rows;
  const indexOf = (slot: number) => nearIndex(grid, near, slot);
  const shader = cellShader(gl, grid, view, near);
  const layers = createLayers(gl, pictureSide(grid), count + SPARE_LAYERS);
  const instances = instanceBuffer(gl, ATTRIBUTES, count);
  const grown = instanceBuffer(gl, ATTRIBUTES, 1);
  const painter = labelPainter(grid);
  const labels = createLabelTexture(gl, near, painter.canvas);
  const upload = (index: number) => instances.upload(index, index + 1);
  const morphs = createMorphs(layers, (index) => instances.at(index), upload);
  const breaths = createBreaths(layers, (index) => instances.at(index), upload);
  let uploads = 0;

  for (let index = 0; index < count; index++) {
    const slot = slotOf(grid, near, index);
    const { x, y, width, height } = cellRect(grid, slot);
    instances.at(index).set([x, y, width, height, -1, -1, LONG_AGO, 0, phaseOf(slot), index, LONG_AGO, 0]);
  }
  instances.upload(0, count);

  function bind(look: Look): void {
    shader.use(look, layers.texture, labels.texture);
  }

  return {
    grid,
    get uploads() {
      return uploads;
    },
    sees: (slot) => indexOf(slot) >= 0,
    hang(slot, picture, specimen, transition, startS) {
      const index = indexOf(slot);
      if (index < 0) return true;
      const layer = layers.put(picture);
      if (layer < 0) return false;
      uploads += 1;
      morphs.end(index);
      breaths.end(index);
      const cell = instances.at(index);
      layers.free(cell[5]!);
      cell[5] = cell[4]!;
      cell[4] = layer;
      cell[6] = startS;
      cell[7] = transition;
      cell[10] = transition < 0 ? LONG_AGO : startS;
      const before = cell[11]! % VISITOR_BEFORE === VISITOR ? VISITOR_BEFORE : 0;
      cell[11] = (specimen.name === null ? 0 : VISITOR) + before;
      upload(index);
      painter.paint(specimen);
      labels.put(index, painter.canvas);
      return true;
    },
    inbetween(slot, t, picture, now, transitionS) {
      const index = indexOf(slot);
      if (index < 0 || !morphs.add(index, t, picture, now, transitionS)) return false;
      uploads += 1;
      return true;
    },
    breathe(slot, picture, startS) {
      const index = indexOf(slot);
      if (index < 0 || !breaths.add(index, picture, startS)) return false;
      uploads += 1;
      return true;
    },
    clear(slot) {
      const index = indexOf(slot);
      if (index < 0) return;
      morphs.end(index);
      breaths.end(index);
      const cell = instances.at(index);
      layers.free(cell[4]!);
      layers.free(cell[5]!);
      cell[4] = -1;
      cell[5] = -1;
      cell[11] = 0;
      upload(index);
      painter.paint(null);
      labels.put(index, painter.canvas);
    },
    settle(now, transitionS) {
      morphs.advance(now, transitionS);
      breaths.advance(now);
      for (let index = 0; index < count; index++) {
        const cell = instances.at(index);
        if (cell[5]! < 0 || now - cell[6]! < transitionS || breaths.has(index)) continue;
        layers.free(cell[5]!);
        cell[5] = -1;
        upload(index);
      }
    },
    draw(look) {
      bind(look);
      gl.bindVertexArray(instances.array);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
      gl.bindVertexArray(null);
    },
    drawGrown(slot, rect, look, framed) {
      const index = indexOf(slot);
      if (index < 0) return;
      const cell = grown.at(0);
      cell.set(instances.at(index));
      cell[0] = rect.x;
      cell[1] = rect.y;
      cell[2] = rect.width;
      cell[3] = rect.height;
      cell[11] = (cell[11]! % LIT) + LIT + (framed ? FRAMED : 0);
      grown.upload(0, 1);
      bind(look);
      gl.bindVertexArray(grown.array);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, 1);
      gl.bindVertexArray(null);
    },
    shift(byS) {
      breaths.shift(byS);
      for (let index = 0; index < count; index++) {
        const cell = instances.at(index);
        cell[6] = Math.max(LONG_AGO, cell[6]! + byS);
        cell[10] = Math.max(LONG_AGO, cell[10]! + byS);
      }
      instances.upload(0, count);
    },
    dispose() {
      layers.dispose();
      instances.free();
      grown.free();
      labels.dispose();
      shader.dispose();
    },
  };
}
