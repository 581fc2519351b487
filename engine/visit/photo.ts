import sharp, { type Sharp } from 'sharp';
import { type FaceBox, squareAround } from '../show/crop.ts';
import { Refusal } from '../show/ports.ts';
import type { Picture } from '../show/record.ts';

/** Side of the crop that the networks look at, in pixels. */
export const CROP_PX = 256;
const MIN_SIDE_PX = 96;
/** The largest pictures of phones. Decoding one takes up to 400 MB and some seconds; more would be an attack. */
const MAX_PIXELS = 50_000_000;
const DECODE_SECONDS = 10;

/** First bytes of the formats that are decoded. A file's name and declared type are never looked at. */
const signatures = {
  jpeg: (b: Buffer) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  png: (b: Buffer) => b.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  webp: (b: Buffer) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
} as const;

/**
 * Leaves this process no decoder but those of JPEG, PNG and WebP: a fault in another, such as the one of gain maps that
 * a JPEG may carry, cannot be reached by any file.
 */
export function decodeOnlyPhotos(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
}

/**
 * The square crop of an encoded photo: upright, first frame, sRGB on grey, 256 x 256.
 * Rejects with a Refusal that tells the visitor what to do with any other file.
 */
export async function squareCrop(photo: Uint8Array, face: FaceBox | null): Promise<Picture> {
  const bytes = Buffer.from(photo.buffer, photo.byteOffset, photo.byteLength);
  const format = Object.entries(signatures).find(([, fits]) => fits(bytes))?.[0];
  if (!format) throw refused(415, 'photo-format', 'This file is no photo that the machine can read.');
  try {
    const { width, height } = await sizeOf(bytes, format);
    const { left, top, side } = squareAround(width, height, face);
    const data = await open(bytes)
      .autoOrient()
      .extract({ left, top, width: side, height: side })
      .resize(CROP_PX, CROP_PX, { kernel: 'lanczos3' })
      .flatten({ background: '#808080' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .timeout({ seconds: DECODE_SECONDS })
      .toBuffer();
    return { width: CROP_PX, height: CROP_PX, data };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refused(422, 'photo-broken', 'The photo is damaged or incomplete.', { cause: error });
  }
}

async function sizeOf(bytes: Buffer, format: string): Promise<{ width: number; height: number }> {
  const found = await open(bytes, false).metadata();
  if (found.format !== format) throw refused(415, 'photo-format', 'This file is not what it claims to be.');
  const { width, height } = found.autoOrient;
  if (width * height > MAX_PIXELS)
    throw refused(413, 'photo-large', `The photo has ${width} x ${height} pixels, which is too many.`);
  if (Math.min(width, height) < MIN_SIDE_PX)
    throw refused(422, 'photo-small', `The photo has only ${width} x ${height} pixels.`);
  return { width, height };
}

function open(bytes: Buffer, limited = true): Sharp {
  const limitInputPixels = limited ? MAX_PIXELS : false;
  return sharp(bytes, { limitInputPixels, failOn: 'error', pages: 1, sequentialRead: true });
}

const remedies = {
  'photo-format': 'Send a JPEG, PNG or WebP photo.',
  'photo-broken': 'Take the photo again and send it once more.',
  'photo-large': 'Send a smaller copy of the photo, for instance 3000 pixels wide.',
  'photo-small': `Send a photo at least ${MIN_SIDE_PX} pixels wide and high.`,
} as const;

function refused(status: number, code: keyof typeof remedies, message: string, why?: ErrorOptions): Refusal {
  return Object.assign(new Refusal(status, code, message, remedies[code]), why);
}
