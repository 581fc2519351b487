import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ModelSet } from '../../../engine/gan/manifest.ts';
import ort from '../../../engine/gan/ort.ts';
import { sessionOptions } from '../../../engine/gan/sessions.ts';
import { gaussians, seeded } from '../../../engine/show/random.ts';

const JUDGED = 16;
const CALIBRATED = 32;
/** What the show opens its networks with. */
export const OURS = sessionOptions('cpu', availableParallelism());
export const BASIC: ort.InferenceSession.SessionOptions = { graphOptimizationLevel: 'basic' };

/** Styles of creatures of every kingdom, `[1, layers, wDim]` each. */
export async function creatures({ generator }: ModelSet, count: number, seed: number): Promise<ort.Tensor[]> {
  const { layers, wDim, zDim, files } = generator;
  const mapping = await ort.InferenceSession.create(files.mapping!.path, OURS);
  const random = seeded(seed);
  const all: ort.Tensor[] = [];
  for (let i = 0; i < count; i++) {
    const z = new ort.Tensor('float32', gaussians(random, zDim), [1, zDim]);
    const weights = Float32Array.from({ length: 3 }, (_, kingdom) => Number(kingdom === i % 3));
    const { w } = await mapping.run({ z, kingdom: new ort.Tensor('float32', weights, [1, 3]) });
    const ws = new Float32Array(layers * wDim);
    for (let layer = 0; layer < layers; layer++) ws.set(w!.data as Float32Array, layer * wDim);
    all.push(new ort.Tensor('float32', ws, [1, layers, wDim]));
  }
  return all;
}

/** How far the pictures of one session are from another's, of 255: at most, and how many values by more than 2. */
async function distance(ours: ort.InferenceSession, other: ort.InferenceSession, all: ort.Tensor[]) {
  let [most, far, count] = [0, 0, 0];
  for (const ws of all) {
    const [a, b] = await Promise.all([ours.run({ ws }), other.run({ ws })]);
    const bytes = b.pixels!.data as Uint8Array;
    for (const [i, value] of (a.pixels!.data as Uint8Array).entries()) {
      const off = Math.abs(value - bytes[i]!);
      most = Math.max(most, off);
      far += Number(off > 2);
      count += 1;
    }
  }
  return `at most ${most}/255 off, ${((100 * far) / count).toPrecision(2)} % by more than 2`;
}

/** The network in other numbers: sessions by what they are and how far their pictures are off. */
export async function otherNumbers(models: ModelSet, ours: ort.InferenceSession, folder: string) {
  const at = (name: string) => join(folder, `${name}.onnx`);
  const written = (how: string, name: string, ...more: string[]) => {
    const script = join(import.meta.dirname, 'precision.py');
    execFileSync('/usr/bin/python3', [script, how, at('folded'), at(name), ...more]);
    return ort.InferenceSession.create(at(name), how === 'taps' ? { ...OURS, ...BASIC } : OURS);
  };
  const { path } = models.generator.files.synthesis!;
  await ort.InferenceSession.create(path, { ...OURS, ...BASIC, optimizedModelFilePath: at('folded') });
  const ranges: Record<string, [number, number]> = {};
  const taps = await written('taps', 'taps');
  for (const ws of await creatures(models, CALIBRATED, 2))
    for (const [name, { data }] of Object.entries(await taps.run({ ws })))
      if (data instanceof Float32Array) {
        const [low, high] = ranges[name] ?? [0, 0];
        ranges[name] = [
          data.reduce((a, b) => Math.min(a, b), low),
          data.reduce((a, b) => Math.max(a, b), high),
        ];
      }
  const rangesFile = join(folder, 'ranges.json');
  writeFileSync(rangesFile, JSON.stringify(ranges));
  const judged = await creatures(models, JUDGED, 3);
  const found: Record<string, ort.InferenceSession> = {};
  const orders: [string, string, string, ...string[]][] = [
    ['16-bit floats', 'half', 'half'],
    ['bfloat16', 'bfloat', 'bfloat'],
    ['int8', 'int8', 'int8', rangesFile],
    ['int8 in the sharpener alone', 'int8', 'sharpener', rangesFile, 'sharpener'],
  ];
  for (const [what, how, name, ...more] of orders) {
    try {
      const session = await written(how, name, ...more);
      found[`${what}: ${await distance(ours, session, judged)}`] = session;
    } catch (error) {
      console.log(`${what}: refused. ${error instanceof Error ? error.message : error}`);
    }
  }
  return found;
}
