/** Luma steps of 255 between the darkest and the lightest of a frame, noise left out, below which nothing is to be seen. */
const LEAST_CONTRAST = 6;
const NOISE_SHARE = 0.02;

/** Whether a frame shows nothing at all: black, or one grey, as behind a cap. `grey` 0..255. Pure. */
export function isBlank(grey: Float32Array): boolean {
  const sorted = Float32Array.from(grey).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return at(1 - NOISE_SHARE) - at(NOISE_SHARE) < LEAST_CONTRAST;
}
