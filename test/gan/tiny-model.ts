import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { type Initializer, onnxModel, type Value } from './onnx-bytes.ts';

/**
 * A test fixture, not a generator of creatures: real ONNX graphs of the models' contract, one matrix product each,
 * with seeded weights, so that tests of processes and queues take milliseconds.
 */

export const TINY = { layers: 4, zDim: 6, wDim: 8, resolution: 16 } as const;
const { layers, zDim, wDim, resolution: side } = TINY;
const PIXELS = side * side * 3;

export interface TinyOptions {
  /** `nan` and `flat` give pictures that must not be shown; `noisy` wants noise beside the styles. */
  synthesis?: 'good' | 'nan' | 'flat' | 'noisy';
  companions?: boolean;
  /** An encoder that has its hash and is no network. */
  brokenEncoder?: boolean;
}

/** Writes the models and their manifest into `folder` and gives the path of the manifest. */
export function writeTinyModel(
  folder: string,
  { synthesis = 'good', companions = true, brokenEncoder = false }: TinyOptions = {},
): string {
  mkdirSync(folder, { recursive: true });
  const keep = (path: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, path), bytes);
    return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const common = { ...TINY, card: 'none', licence: 'MIT', input: side };
  const models: Record<string, object> = {
    tiny: {
      kind: 'generator',
      files: {
        mapping: keep('mapping.onnx', mapping()),
        synthesis: keep('synthesis.onnx', synthesisOf(synthesis)),
      },
      ...common,
    },
  };
  if (companions) {
    const sight = brokenEncoder ? Buffer.from('no network') : encoder();
    models.sight = { kind: 'encoder', files: { model: keep('encoder.onnx', sight) }, ...common };
    models.paint = { kind: 'translator', files: { model: keep('translator.onnx', translator()) }, ...common };
  }
  const defaults = companions ? { encoder: 'sight', translator: 'paint' } : { encoder: null };
  const manifest = join(folder, 'manifest.json');
  writeFileSync(manifest, JSON.stringify({ default: { generator: 'tiny', ...defaults }, models }));
  return manifest;
}

const weights = (name: string, dims: readonly number[], seed: number): Initializer => {
  const size = dims.reduce((product, dim) => product * dim, 1);
  return { name, dims, data: gaussians(seeded(seed), size) };
};
const constant = (name: string, value: number): Initializer => ({
  name,
  dims: [1],
  data: Float32Array.of(value),
});
const shape = (name: string, dims: readonly number[]): Initializer => ({
  name,
  dims: [dims.length],
  data: BigInt64Array.from(dims, BigInt),
});
const styles: Value = { name: 'ws', type: 'float32', dims: ['n', layers, wDim] };
const photo: Value = { name: 'photo', type: 'uint8', dims: ['n', side, side, 3] };
const pixels = (name: string): Value => ({ name, type: 'uint8', dims: ['n', side, side, 3] });

function mapping(): Uint8Array {
  return onnxModel(
    [
      { name: 'z', type: 'float32', dims: ['n', zDim] },
      { name: 'kingdom', type: 'float32', dims: ['n', 3] },
    ],
    [{ name: 'w', type: 'float32', dims: ['n', wDim] }],
    [weights('a', [zDim, wDim], 1), weights('b', [3, wDim], 2)],
    [
      { op: 'MatMul', inputs: ['z', 'a'], output: 'za' },
      { op: 'MatMul', inputs: ['kingdom', 'b'], output: 'kb' },
      { op: 'Add', inputs: ['za', 'kb'], output: 'w' },
    ],
  );
}

function synthesisOf(kind: TinyOptions['synthesis']): Uint8Array {
  const gain = kind === 'nan' ? Number.NaN : kind === 'flat' ? 0 : 0.2;
  const noisy = kind === 'noisy';
  const noise: Value = { name: 'noise', type: 'float32', dims: ['n', PIXELS] };
  return onnxModel(
    noisy ? [styles, noise] : [styles],
    [pixels('pixels')],
    [
      weights('a', [layers * wDim, PIXELS], 3),
      constant('gain', gain),
      constant('white', 255),
      shape('square', [-1, side, side, 3]),
    ],
    [
      { op: 'Flatten', inputs: ['ws'], output: 'flat', ints: { axis: 1 } },
      { op: 'MatMul', inputs: ['flat', 'a'], output: 'drawn' },
      ...(noisy ? [{ op: 'Add', inputs: ['drawn', 'noise'], output: 'grainy' }] : []),
      { op: 'Mul', inputs: [noisy ? 'grainy' : 'drawn', 'gain'], output: 'scaled' },
      { op: 'Sigmoid', inputs: ['scaled'], output: 'light' },
      { op: 'Mul', inputs: ['light', 'white'], output: 'levels' },
      { op: 'Reshape', inputs: ['levels', 'square'], output: 'shaped' },
      { op: 'Cast', inputs: ['shaped'], output: 'pixels', ints: { to: 2 } },
    ],
  );
}

function encoder(): Uint8Array {
  return onnxModel(
    [photo],
    [styles],
    [
      weights('a', [PIXELS, layers * wDim], 4),
      constant('gain', 1 / 255 / Math.sqrt(PIXELS)),
      shape('ladder', [-1, layers, wDim]),
    ],
    [
      { op: 'Cast', inputs: ['photo'], output: 'seen', ints: { to: 1 } },
      { op: 'Flatten', inputs: ['seen'], output: 'flat', ints: { axis: 1 } },
      { op: 'MatMul', inputs: ['flat', 'a'], output: 'read' },
      { op: 'Mul', inputs: ['read', 'gain'], output: 'scaled' },
      { op: 'Reshape', inputs: ['scaled', 'ladder'], output: 'ws' },
    ],
  );
}

/** Darkens the photo where the creature's drawing is dark. */
function translator(): Uint8Array {
  return onnxModel(
    [photo, styles],
    [pixels('portrait')],
    [weights('a', [layers * wDim, PIXELS], 3), shape('square', [-1, side, side, 3])],
    [
      { op: 'Flatten', inputs: ['ws'], output: 'flat', ints: { axis: 1 } },
      { op: 'MatMul', inputs: ['flat', 'a'], output: 'drawn' },
      { op: 'Sigmoid', inputs: ['drawn'], output: 'light' },
      { op: 'Reshape', inputs: ['light', 'square'], output: 'shaped' },
      { op: 'Cast', inputs: ['photo'], output: 'seen', ints: { to: 1 } },
      { op: 'Mul', inputs: ['seen', 'shaped'], output: 'mixed' },
      { op: 'Cast', inputs: ['mixed'], output: 'portrait', ints: { to: 2 } },
    ],
  );
}

/** A classifier whose three scores are the mean red, green and blue of the picture, times ten; `path` is written. */
export function writeTinyClassifier(path: string, input: 'bytes' | 'planes' | 'styles'): string {
  const picks = new Float32Array(PIXELS * 3);
  const pixels = side * side;
  for (let i = 0; i < PIXELS; i++) {
    const channel = input === 'planes' ? Math.floor(i / pixels) : i % 3;
    picks[i * 3 + channel] = 10 / pixels / (input === 'bytes' ? 255 : 1);
  }
  const given: Value = {
    bytes: photo,
    planes: { name: 'photo', type: 'float32', dims: ['n', 3, side, side] } as const,
    styles: { ...styles, name: 'photo' },
  }[input];
  const model = onnxModel(
    [given],
    [{ name: 'scores', type: 'float32', dims: ['n', 3] }],
    [{ name: 'picks', dims: [PIXELS, 3], data: picks }],
    [
      { op: 'Cast', inputs: ['photo'], output: 'seen', ints: { to: 1 } },
      { op: 'Flatten', inputs: ['seen'], output: 'flat', ints: { axis: 1 } },
      { op: 'MatMul', inputs: ['flat', 'picks'], output: 'scores' },
    ],
  );
  writeFileSync(path, model);
  return path;
}
