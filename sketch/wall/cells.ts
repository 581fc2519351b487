import type { Specimen } from '../../engine/show/wall.ts';
import {
  ATTRIBUTES,
  BORN,
  CHANGE,
  FLAGS,
  FRAMED,
  FROM,
  LIT,
  MIXED,
  START,
  STILL,
  TO,
  VARIANTS,
  VISITOR,
  VISITOR_BEFORE,
  variantOf,
} from './attributes.ts';
import { createBreaths } from './breaths.ts';
import { createLabelTexture } from './gl/label-texture.ts';
import { createLayers } from './gl/layers.ts';
import { type GL, instanceBuffer } from './gl/program.ts';
import { cellRect, type Grid, phaseOf, pictureSide, type Rect } from './grid.ts';
import { type Label, labelPainter } from './labels.ts';
import { cellPrograms, type Look } from './look.ts';
import { createMorphs } from './morphs.ts';
import { nearIndex, nearOf, slotOf, type View } from './view.ts';

/** Pictures that may be in transition at once before new ones have to wait. */
const SPARE_LAYERS = 96;
const LONG_AGO = -1e6;

/** The grid on the card: one draw for all cells that do the same, and more for a specimen that has grown out of its slot. */
export interface Cells {
  readonly grid: Grid;
  readonly uploads: number;
  /** Whether a slot can be seen in this window, where it hangs or grown. Others are not hung. */
  sees(slot: number): boolean;
  /** Paints a label, at leisure: the frame in which its picture is hung has no time for it. */
  label(specimen: Specimen): Label;
  /** Hangs a picture; the one before stays until the transition is over. False where there is no room yet. */
  hang(slot: number, picture: ImageBitmap, label: Label, transition: number, startS: number): boolean;
  /** Takes an in-between picture of a morph to the creature that hangs in `slot`; whether it is of use. */
  inbetween(slot: number, t: number, picture: ImageBitmap, now: number, transitionS: number): boolean;
  /** Takes a picture for a creature that hangs to breathe toward and back; whether it is of use. */
  breathe(slot: number, picture: ImageBitmap, startS: number): boolean;
  /** Takes a picture away at once. */
  clear(slot: number): void;
  /** Gives back the pictures whose transition has ended; to be called before a frame is drawn. */
  settle(now: number, transitionS: number): void;
  draw(look: Look): void;
  /** Draws a cell once more in `rect`, in the look of the last draw(); `framed` in the colour of now. */
  drawGrown(slot: number, rect: Rect, framed: boolean): void;
  /** Moves all times by `byS`, when the clock counts from another hour. */
  shift(byS: number): void;
  dispose(): void;
}

/** The cells of `grid` that `view` may see. */
export function createCells(gl: GL, grid: Grid, view: View): Cells {
  const near = nearOf(grid, view);
  const count = near.columns * near.rows;
  const indexOf = (slot: number) => nearIndex(grid, near, slot);
  const programs = cellPrograms(gl, grid, view, near);
  const layers = createLayers(gl, pictureSide(grid), count + SPARE_LAYERS);
  const instances = instanceBuffer(gl, ATTRIBUTES, count);
  const grown = instanceBuffer(gl, ATTRIBUTES, 1);
  const painter = labelPainter(grid);
  const labels = createLabelTexture(gl, near, painter.canvas);
  const changed = (index: number) => instances.touch(index, index + 1);
  const morphs = createMorphs(layers, (index) => instances.at(index), changed);
  const breaths = createBreaths(layers, (index) => instances.at(index), changed);
  /** Whether any cell does what stands there in VARIANTS. */
  const used = new Uint8Array(VARIANTS.length);
  let uploads = 0;

  for (let index = 0; index < count; index++) {
    const slot = slotOf(grid, near, index);
    const { x, y, width, height } = cellRect(grid, slot);
    const cell = [x, y, width, height, -1, -1, LONG_AGO, STILL, phaseOf(slot), index, LONG_AGO, 0];
    instances.at(index).set(cell);
  }
  instances.touch(0, count);

  function draw(array: WebGLVertexArrayObject, instances: number): void {
    gl.bindVertexArray(array);
    for (let variant = 0; variant < used.length; variant++)
      if (used[variant]) programs.drawPictures(variant, instances);
    programs.drawLabels(instances);
    gl.bindVertexArray(null);
  }

  return {
    grid,
    get uploads() {
      return uploads;
    },
    sees: (slot) => indexOf(slot) >= 0,
    label: painter.painted,
    hang(slot, picture, { specimen, pixels }, transition, startS) {
      const index = indexOf(slot);
      if (index < 0) return true;
      const layer = layers.put(picture);
      if (layer < 0) return false;
      uploads += 1;
      morphs.end(index);
      breaths.end(index);
      const cell = instances.at(index);
      layers.free(cell[FROM]!);
      if (transition === STILL) layers.free(cell[TO]!);
      cell[FROM] = transition === STILL ? -1 : cell[TO]!;
      cell[TO] = layer;
      cell[START] = startS;
      cell[CHANGE] = transition;
      cell[BORN] = transition === STILL ? LONG_AGO : startS;
      const before = cell[FLAGS]! % VISITOR_BEFORE === VISITOR ? VISITOR_BEFORE : 0;
      cell[FLAGS] = (specimen.name === null ? 0 : VISITOR) + before;
      changed(index);
      labels.put(index, pixels);
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
      layers.free(cell[TO]!);
      layers.free(cell[FROM]!);
      cell[TO] = -1;
      cell[FROM] = -1;
      cell[CHANGE] = STILL;
      cell[FLAGS] = 0;
      changed(index);
      labels.put(index, painter.blank);
    },
    settle(now, transitionS) {
      morphs.advance(now, transitionS);
      breaths.advance(now);
      used.fill(0);
      for (let index = 0; index < count; index++) {
        const cell = instances.at(index);
        if (cell[CHANGE] !== STILL && cell[CHANGE]! < MIXED && now - cell[START]! >= transitionS) {
          layers.free(cell[FROM]!);
          cell[FROM] = -1;
          cell[CHANGE] = STILL;
          changed(index);
        }
        used[variantOf(cell[CHANGE]!)] = 1;
      }
    },
    draw(look) {
      instances.send();
      programs.look(look, layers.texture, labels.texture);
      draw(instances.array, count);
    },
    drawGrown(slot, rect, framed) {
      const index = indexOf(slot);
      if (index < 0) return;
      const cell = grown.at(0);
      cell.set(instances.at(index));
      cell[0] = rect.x;
      cell[1] = rect.y;
      cell[2] = rect.width;
      cell[3] = rect.height;
      cell[FLAGS] = (cell[FLAGS]! % LIT) + LIT + (framed ? FRAMED : 0);
      grown.touch(0, 1);
      grown.send();
      draw(grown.array, 1);
    },
    shift(byS) {
      breaths.shift(byS);
      for (let index = 0; index < count; index++) {
        const cell = instances.at(index);
        cell[START] = Math.max(LONG_AGO, cell[START]! + byS);
        cell[BORN] = Math.max(LONG_AGO, cell[BORN]! + byS);
      }
      instances.touch(0, count);
    },
    dispose() {
      layers.dispose();
      instances.free();
      grown.free();
      labels.dispose();
      programs.dispose();
    },
  };
}
