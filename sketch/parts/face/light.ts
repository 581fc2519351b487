const LIGHT_WIDTH = 32;

/** Luma (Rec. 601) of RGBA bytes. */
export function greyOf(rgba: Uint8ClampedArray): Float32Array {
  const grey = new Float32Array(rgba.length / 4);
  for (let i = 0; i < grey.length; i++)
    grey[i] = 0.299 * rgba[i * 4]! + 0.587 * rgba[i * 4 + 1]! + 0.114 * rgba[i * 4 + 2]!;
  return grey;
}

/** Mean light of a picture, 0..1. */
export function lightOf(picture: OffscreenCanvas): number {
  const height = Math.max(1, Math.round((picture.height / picture.width) * LIGHT_WIDTH));
  const context = new OffscreenCanvas(LIGHT_WIDTH, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(picture, 0, 0, LIGHT_WIDTH, height);
  const grey = greyOf(context.getImageData(0, 0, LIGHT_WIDTH, height).data);
  return grey.reduce((sum, value) => sum + value, 0) / grey.length / 255;
}
