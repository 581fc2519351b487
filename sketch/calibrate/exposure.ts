import type { FaceBox } from '../../engine/show/crop.ts';

export type Exposure = 'dark' | 'bright' | 'backlit' | 'good';

/** Mean light, 0..1, of a part of a picture and of the rest of it. */
export interface Lights {
  part: number;
  rest: number;
}

/** Mean light of the face, 0..1: below, the networks see less, whatever the skin; above, it is burnt out. */
const DARK = 0.15;
const BRIGHT = 0.85;
/** The rest is so many times as light as the face: the light comes from behind. */
const BACKLIT = 2.2;
/** Where a face is expected that nobody has found. */
export const MIDDLE: FaceBox = { x: 0.33, y: 0.2, width: 0.34, height: 0.6 };

export const EXPOSURE_WORDS: Record<Exposure, string> = {
  dark: 'too dark: bring light to the front of whoever stands there',
  bright: 'too bright: turn the light down, or move it farther away',
  backlit: 'light from behind: close the curtain or turn the booth, and light the face from the front',
  good: 'well lit',
};

/** The light in `box` (shares of the picture) and around it. `grey`: width x height values, 0..255. */
export function lightsOf(grey: ArrayLike<number>, width: number, height: number, box: FaceBox): Lights {
  const sums = { part: 0, rest: 0 };
  const counts = { part: 0, rest: 0 };
  for (let i = 0; i < width * height; i++) {
    const x = ((i % width) + 0.5) / width - box.x;
    const y = (Math.floor(i / width) + 0.5) / height - box.y;
    const where = x >= 0 && x < box.width && y >= 0 && y < box.height ? 'part' : 'rest';
    sums[where] += grey[i]! / 255;
    counts[where] += 1;
  }
  const mean = (where: 'part' | 'rest') => (counts[where] === 0 ? 0 : sums[where] / counts[where]);
  return { part: mean('part'), rest: mean('rest') };
}

/** How a face is lit. Light from behind is told first: more light from the front helps against both. */
export function exposureOf({ part, rest }: Lights): Exposure {
  if (rest > part * BACKLIT && rest > DARK) return 'backlit';
  if (part < DARK) return 'dark';
  return part > BRIGHT ? 'bright' : 'good';
}
