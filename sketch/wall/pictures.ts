import type { Inbetween } from '../../engine/show/inbetween.ts';
/** Fetches and decodes pictures off the main thread, a few at a time, newest births first. */
export interface PictureLoader {
  /** `done` owns the picture and closes it. */
  load(creature: number, side: number, done: (picture: ImageBitmap) => void): void;
  /** Whether every picture that was asked for is there, or will not come. */
  isIdle(): boolean;
  /** Forgets what has not been fetched yet. */
  clear(): void;
}

const AT_ONCE = 6;
const RETRY_MS = 1500;
const MAX_TRIES = 4;

interface Wanted {
  creature: number;
  side: number;
  done: (picture: ImageBitmap) => void;
  tries: number;
}

export function pictureLoader(): PictureLoader {
  let waiting: Wanted[] = [];
  let busy = 0;
  let retrying = 0;

  async function fetchOne(wanted: Wanted): Promise<void> {
    const { creature, side, done } = wanted;
    try {
      const response = await fetch(`/creatures/${creature}.webp?size=${side}`);
      if (response.status === 404) return;
      if (!response.ok) throw new Error(String(response.status));
      const options = { resizeWidth: side, resizeHeight: side, resizeQuality: 'medium' } as const;
      const picture = await createImageBitmap(await response.blob(), options);
      done(picture);
    } catch {
      wanted.tries += 1;
      if (wanted.tries >= MAX_TRIES) return;
      retrying += 1;
      setTimeout(() => {
        retrying -= 1;
        add(wanted);
      }, RETRY_MS);
    }
  }

  function next(): void {
    while (busy < AT_ONCE) {
      const wanted = waiting.pop();
      if (!wanted) return;
      busy += 1;
      void fetchOne(wanted).finally(() => {
        busy -= 1;
        next();
      });
    }
  }

  function add(wanted: Wanted): void {
    waiting.push(wanted);
    next();
  }

  return {
    load: (creature, side, done) => add({ creature, side, done, tries: 0 }),
    isIdle: () => busy === 0 && retrying === 0 && waiting.length === 0,
    clear() {
      waiting = [];
    },
  };
}

/** A picture of the lane of frames, in the size of a cell of `cell` pixels. */
export function bitmapOf({ side, pixels }: Inbetween, cell: number): Promise<ImageBitmap> {
  const rgba = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let i = 0; i < side * side; i++) {
    rgba[i * 4] = pixels[i * 3]!;
    rgba[i * 4 + 1] = pixels[i * 3 + 1]!;
    rgba[i * 4 + 2] = pixels[i * 3 + 2]!;
  }
  const options = { resizeWidth: cell, resizeHeight: cell, resizeQuality: 'medium' } as const;
  return createImageBitmap(new ImageData(rgba, side, side), options);
}
