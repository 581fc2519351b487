/** Genomes: what a creature is made of, and the vector arithmetic on them. Pure arrays, no model needed. */

/** Shares of human, machine and cell; >= 0 and summing to 1. */
export type Kingdoms = readonly [human: number, machine: number, cell: number];

export const KINGDOMS = ['human', 'machine', 'cell'] as const;

export interface Genome {
  layers: number;
  wDim: number;
  /** Per-layer styles, layers x wDim, coarse first; not truncated. */
  w: Float32Array;
  noiseSeed: number;
  /** Name of the generator the styles belong to. */
  model: string;
}

/** The same single w in every layer. `w` has `wDim` values. */
export function uniform(w: Float32Array, layers: number, noiseSeed: number, model: string): Genome {
  const wDim = w.length;
  const all = new Float32Array(layers * wDim);
  for (let layer = 0; layer < layers; layer++) all.set(w, layer * wDim);
  return { layers, wDim, w: all, noiseSeed, model };
}

/** Style mixing (Karras et al. 2019): layers below `cut` (0..layers) from `coarse`, the rest from `fine`. */
export function styleMix(coarse: Float32Array, fine: Float32Array, cut: number, wDim: number): Float32Array {
  const out = fine.slice();
  out.set(coarse.subarray(0, cut * wDim));
  return out;
}

/**
 * Spherical interpolation (Shoemake 1985) of each layer of `w` toward `fresh` (wDim values, the same for every
 * layer) around `average` (wDim values); share 0..1. Lengths are kept, so generations neither fade nor swell.
 */
export function slerp(
  w: Float32Array,
  fresh: Float32Array,
  average: Float32Array,
  share: number,
): Float32Array {
  const wDim = average.length;
  const out = new Float32Array(w.length);
  for (let start = 0; start < w.length; start += wDim) {
    const [keep, take] = slerpWeights(w.subarray(start, start + wDim), fresh, average, share);
    for (let i = 0; i < wDim; i++) {
      const mean = average[i]!;
      out[start + i] = mean + keep * (w[start + i]! - mean) + take * (fresh[i]! - mean);
    }
  }
  return out;
}

function slerpWeights(
  a: Float32Array,
  b: Float32Array,
  average: Float32Array,
  share: number,
): [keep: number, take: number] {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < average.length; i++) {
    const x = a[i]! - average[i]!;
    const y = b[i]! - average[i]!;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  const angle = Math.acos(Math.min(1, Math.max(-1, dot / Math.sqrt(aa * bb || 1))));
  const sine = Math.sin(angle);
  if (sine < 1e-4) return [1 - share, share];
  return [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine];
}

/** Truncation (Karras et al. 2019): average + psi * (w - average), per layer. */
export function truncated(w: Float32Array, average: Float32Array, psi: number): Float32Array {
  const wDim = average.length;
  const out = new Float32Array(w.length);
  for (let i = 0; i < w.length; i++) {
    const mean = average[i % wDim]!;
    out[i] = mean + psi * (w[i]! - mean);
  }
  return out;
}

/** Straight blend of two mixes: 0 gives `a`, 1 gives `b`. */
export function blendKingdoms(a: Kingdoms, b: Kingdoms, share: number): Kingdoms {
  const at = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * share;
  return [at(0), at(1), at(2)];
}

/** Non-negative weights scaled to sum 1; equal thirds when all are zero. */
export function normalised(weights: Kingdoms): Kingdoms {
  const sum = weights[0] + weights[1] + weights[2];
  if (!(sum > 0)) return [1 / 3, 1 / 3, 1 / 3];
  return [weights[0] / sum, weights[1] / sum, weights[2] / sum];
}

const SIGNATURE_SIZE = 24;

/**
 * A short fingerprint whose distances follow those of the genomes: a sparse random projection
 * (Achlioptas 2003) to 24 numbers, so that diversity of a whole wall costs microseconds.
 */
export function signature(w: Float32Array): Float32Array {
  const out = new Float32Array(SIGNATURE_SIZE);
  for (let i = 0; i < w.length; i++) {
    const hash = Math.imul(i + 1, 0x9e3779b1) >>> 0;
    const sign = hash & 0x10000 ? 1 : -1;
    out[(hash >>> 20) % SIGNATURE_SIZE]! += sign * w[i]!;
  }
  const scale = 1 / Math.sqrt(w.length / SIGNATURE_SIZE);
  for (let i = 0; i < SIGNATURE_SIZE; i++) out[i]! *= scale;
  return out;
}

/** Euclidean distance of two arrays of one length. */
export function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
