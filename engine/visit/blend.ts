import sharp from 'sharp';
import type { Picture } from '../show/record.ts';

/** Width of the seam, as a share of the way from the middle to the corner. */
const SEAM = 0.45;
/** The middle of a face lies a little below the middle of its crop. */
const MIDDLE_Y = 0.52;

/**
 * Grows `face` out of the middle of `rest`: at likeness 0 nothing of it shows, at 1 nothing else does.
 * A seam around the face, and not one transparency for all, because two faces laid over each other are a ghost.
 * Both square; the result has the size of `rest`.
 */
export async function grown(face: Picture, rest: Picture, likeness: number): Promise<Picture> {
  const over = await resized(face, rest.width);
  const { width, height } = rest;
  const data = new Uint8Array(rest.data.length);
  const reach = likeness * (1 + SEAM);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const away = Math.hypot((x + 0.5) / width - 0.5, (y + 0.5) / height - MIDDLE_Y) / 0.75;
      const share = smooth((reach - away) / SEAM);
      const at = (y * width + x) * 3;
      for (let c = at; c < at + 3; c++)
        data[c] = Math.round(rest.data[c]! + (over.data[c]! - rest.data[c]!) * share);
    }
  }
  return { width, height, data };
}

async function resized(picture: Picture, side: number): Promise<Picture> {
  if (picture.width === side) return picture;
  const { width, height, data } = picture;
  const pixels = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(side, side)
    .raw()
    .toBuffer();
  return { width: side, height: side, data: pixels };
}

function smooth(t: number): number {
  const x = Math.min(1, Math.max(0, t));
  return x * x * (3 - 2 * x);
}
