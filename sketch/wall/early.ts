import type { Inbetween } from '../../engine/show/inbetween.ts';

/** An in-between picture, decoded. */
export interface Decoded {
  frame: Inbetween;
  picture: ImageBitmap;
}

const MAX_EARLY = 64;

/** In-betweens that are here before the picture that they lead to hangs. */
export function earlyFrames() {
  let kept: Decoded[] = [];
  return {
    /** Keeps one; the oldest goes where there are too many. */
    keep(one: Decoded): void {
      kept.push(one);
      if (kept.length > MAX_EARLY) kept.shift()!.picture.close();
    },
    /** Those that lead to this creature, which are the caller's from now on. */
    takeOf(creature: number): Decoded[] {
      const taken = kept.filter(({ frame }) => frame.creature === creature);
      kept = kept.filter(({ frame }) => frame.creature !== creature);
      return taken;
    },
    clear(): void {
      for (const { picture } of kept.splice(0)) picture.close();
    },
  };
}
