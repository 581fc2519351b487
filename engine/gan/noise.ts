import { gaussians, seeded } from '../show/random.ts';
import ort from './ort.ts';

/**
 * What a synthesis network wants besides `ws`, made from the genome's noise seed: standard normal numbers for each
 * float32 input of known size, the seed itself for an int64 scalar. Throws where it wants anything else.
 */
export function noiseFeeds(synthesis: ort.InferenceSession, noiseSeed: number): Record<string, ort.Tensor> {
  const feeds: Record<string, ort.Tensor> = {};
  for (const [index, input] of synthesis.inputMetadata.entries()) {
    if (input.name === 'ws' || !input.isTensor) continue;
    const dims = input.shape.map((dim, axis) => (axis === 0 && typeof dim === 'string' ? 1 : dim));
    if (!dims.every((dim) => typeof dim === 'number'))
      throw new Error(`the size of input "${input.name}" is open`);
    const size = dims.reduce((product, dim) => product * dim, 1);
    if (input.type === 'float32')
      feeds[input.name] = new ort.Tensor('float32', gaussians(seeded(noiseSeed ^ index), size), dims);
    else if (input.type === 'int64' && size === 1)
      feeds[input.name] = new ort.Tensor('int64', BigInt64Array.of(BigInt(noiseSeed)), dims);
    else throw new Error(`input "${input.name}" is neither noise nor a noise seed`);
  }
  return feeds;
}
