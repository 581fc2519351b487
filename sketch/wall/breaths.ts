import { CHANGE, FROM, MIXED, STILL, TO } from './attributes.ts';
import type { Layers } from './gl/layers.ts';

/** Toward the other picture and back. */
const BREATH_S = 7;
/** Births come first: they need layers too. */
const AT_ONCE = 40;

/** Cells that breathe toward a picture of themselves that the generator drew a little way off, and back. */
export interface Breaths {
  /** Takes the other picture of a cell that has settled; false where there is no use or room for it. */
  add(index: number, picture: ImageBitmap, startS: number): boolean;
  /** Whether the cell breathes so now. */
  has(index: number): boolean;
  advance(now: number): void;
  /** The cell as it was; to be called before its pictures change. */
  end(index: number): void;
  shift(byS: number): void;
}

export function createBreaths(
  layers: Layers,
  cellAt: (index: number) => Float32Array,
  changed: (index: number) => void,
): Breaths {
  const starts = new Map<number, number>();

  function end(index: number): void {
    if (!starts.delete(index)) return;
    const cell = cellAt(index);
    layers.free(cell[FROM]!);
    cell[FROM] = -1;
    cell[CHANGE] = STILL;
    changed(index);
  }

  return {
    add(index, picture, startS) {
      const cell = cellAt(index);
      if (cell[TO]! < 0 || cell[FROM]! >= 0 || starts.size >= AT_ONCE) return false;
      const layer = layers.put(picture);
      if (layer < 0) return false;
      starts.set(index, startS);
      cell[FROM] = layer;
      cell[CHANGE] = MIXED + 0.999;
      changed(index);
      return true;
    },
    has: (index) => starts.has(index),
    advance(now) {
      for (const [index, startS] of starts) {
        const t = (now - startS) / BREATH_S;
        if (t >= 1) {
          end(index);
          continue;
        }
        const away = t <= 0 ? 0 : Math.sin(Math.PI * t) ** 2;
        cellAt(index)[CHANGE] = MIXED + 0.999 * (1 - away);
        changed(index);
      }
    },
    end,
    shift(byS) {
      for (const [index, startS] of starts) starts.set(index, startS + byS);
    },
  };
}
