import { CHANGE, FROM, MIXED, START, TO } from './attributes.ts';
import type { Layers } from './gl/layers.ts';
import { transitionIndex } from './transitions/all.ts';

const MORPH = transitionIndex('morph');
/** In-betweens that come later in the transition would make it jump; the shader's own morph goes on. */
const LATEST_START = 0.15;
interface Frame {
  t: number;
  layer: number;
}

/** A transition through in-between pictures: what the cell really holds, and the pictures on the way, by their t. */
interface Morph {
  to: number;
  from: number;
  frames: Frame[];
}

/** Cells that become their child through in-between pictures of the generator. */
export interface Morphs {
  /** Takes a picture for the transition that runs or is to come in a cell; false where there is no use or room for it. */
  add(index: number, t: number, picture: ImageBitmap, now: number, transitionS: number): boolean;
  /** Puts the right two pictures into every cell that morphs, once a frame. */
  advance(now: number, transitionS: number): void;
  /** The cell as it was without in-betweens; to be called before its pictures change. */
  end(index: number): void;
}

export function createMorphs(
  layers: Layers,
  cellAt: (index: number) => Float32Array,
  changed: (index: number) => void,
): Morphs {
  const morphs = new Map<number, Morph>();

  function end(index: number): void {
    const morph = morphs.get(index);
    if (!morph) return;
    morphs.delete(index);
    for (const { layer } of morph.frames) layers.free(layer);
    const cell = cellAt(index);
    cell[TO] = morph.to;
    cell[FROM] = morph.from;
    cell[CHANGE] = MORPH;
    changed(index);
  }

  function show(index: number, morph: Morph, t: number): void {
    const { frames, to, from } = morph;
    // What has been passed by two is not needed any more.
    while (frames[1] && frames[1].t <= t) layers.free(frames.shift()!.layer);
    const passed = frames[0] && frames[0].t <= t ? frames[0] : null;
    const next = passed ? frames[1] : frames[0];
    const at = passed?.t ?? 0;
    const cell = cellAt(index);
    cell[FROM] = passed?.layer ?? from;
    cell[TO] = next?.layer ?? to;
    cell[CHANGE] = MIXED + Math.min(0.999, (t - at) / ((next?.t ?? 1) - at));
    changed(index);
  }

  return {
    add(index, t, picture, now, transitionS) {
      const cell = cellAt(index);
      const progress = (now - cell[START]!) / transitionS;
      let morph = morphs.get(index);
      if (!morph && (cell[CHANGE] !== MORPH || cell[FROM]! < 0 || progress > LATEST_START)) return false;
      if (progress >= t) return false;
      const layer = layers.put(picture);
      if (layer < 0) return false;
      morph ??= { to: cell[TO]!, from: cell[FROM]!, frames: [] };
      morphs.set(index, morph);
      const later = morph.frames.findIndex((one) => one.t > t);
      morph.frames.splice(later < 0 ? morph.frames.length : later, 0, { t, layer });
      return true;
    },
    advance(now, transitionS) {
      for (const [index, morph] of morphs) {
        const t = (now - cellAt(index)[START]!) / transitionS;
        if (t >= 1) end(index);
        else if (t >= 0) show(index, morph, t);
      }
    },
    end,
  };
}
