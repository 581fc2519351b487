/** In-between pictures: a dying creature on its way to the child that takes its place, through latent space. */

/** A birth begins so long after its fact, on every window's same frame: until then each has fetched the picture. */
export const BIRTH_LEAD_MS = 250;
/** The name of these pictures in the lane of frames. */
export const INBETWEEN = 'inbetween';
/** The same for pictures that a creature breathes toward; their t is 1. */
export const BREATH = 'breath';
export const MAX_INBETWEENS = 32;
/** Of the time that births leave, so much is drawn in; the rest is for visitors and the pages. */
const SPENT_SHARE = 0.7;

export interface Inbetween {
  /** The child. */
  creature: number;
  slot: number;
  /** How far it is from the dying to the child, 0..1. */
  t: number;
  side: number;
  /** side x side x 3 bytes, RGB, row by row. */
  pixels: Uint8Array;
}

const HEADER = 14;

/** Little-endian: u32 creature, u16 slot, f32 t, u32 side, then the pixels. */
export function encodeInbetween({ creature, slot, t, side, pixels }: Inbetween): Uint8Array {
  const bytes = new Uint8Array(HEADER + pixels.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, creature, true);
  view.setUint16(4, slot, true);
  view.setFloat32(6, t, true);
  view.setUint32(10, side, true);
  bytes.set(pixels, HEADER);
  return bytes;
}

/** Null where these bytes are no in-between picture. */
export function decodeInbetween(bytes: Uint8Array): Inbetween | null {
  if (bytes.length < HEADER) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const side = view.getUint32(10, true);
  const pixels = bytes.subarray(HEADER);
  const t = view.getFloat32(6, true);
  if (pixels.length !== side * side * 3 || !(t >= 0 && t <= 1)) return null;
  return { creature: view.getUint32(0, true), slot: view.getUint16(4, true), t, side, pixels };
}

/**
 * In-between frames of one birth: `wanted` 0..32, or below 0 as many as the time affords that births at `tempo` leave
 * to a generator that draws a picture in `pictureMs`. Pure.
 */
export function inbetweensFor(
  wanted: number,
  { tempo, pictureMs, transitionMs }: { tempo: number; pictureMs: number; transitionMs: number },
): number {
  if (wanted >= 0) return Math.min(MAX_INBETWEENS, Math.round(wanted));
  const left = Math.max(0, 1 - (tempo * pictureMs) / 1000) * SPENT_SHARE;
  const atOnce = Math.max(1, (tempo * transitionMs) / 1000);
  return Math.min(MAX_INBETWEENS, Math.floor(((transitionMs / pictureMs) * left) / atOnce));
}
