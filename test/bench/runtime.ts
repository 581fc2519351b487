import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadManifest, type ModelSet } from '../../engine/gan/manifest.ts';
import ort from '../../engine/gan/ort.ts';
import { sessionOptions } from '../../engine/gan/sessions.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { hasTorch } from '../tools/has.ts';
import { temporaryFolder } from '../tools/show.ts';
import { type Bench, interleaved, type Row, ratioOf, summary } from './bench.ts';
import { sizes } from './peers/sizes.ts';
import { NO_TARGET } from './table.ts';

const ROUNDS = 30;
const BATCHES = [4, 8];
const JUDGED = 16;
const CALIBRATED = 32;
const CORES = availableParallelism();
const OURS = sessionOptions('cpu', CORES);

type Options = ort.InferenceSession.SessionOptions;

/** Styles of creatures of every kingdom, `[1, layers, wDim]` each. */
async function creatures({ generator }: ModelSet, count: number, seed: number): Promise<ort.Tensor[]> {
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
async function otherNumbers(models: ModelSet, ours: ort.InferenceSession, folder: string) {
  const at = (name: string) => join(folder, `${name}.onnx`);
  const written = (how: string, name: string, ...more: string[]) => {
    const script = join(import.meta.dirname, 'peers/precision.py');
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

const BASIC: Options = { graphOptimizationLevel: 'basic' };

/** The runtime's settings, each with one thing other than the show's. */
const SETTINGS: Record<string, Options> = {
  [`1 thread instead of ${CORES}`]: { intraOpNumThreads: 1 },
  'threads that spin while idle': { extra: {} },
  'no optimisation of the graph': { graphOptimizationLevel: 'disabled' },
  'basic optimisation': BASIC,
  'extended optimisation': { graphOptimizationLevel: 'extended' },
  'parallel branches': { executionMode: 'parallel', interOpNumThreads: CORES },
  'no arena': { enableCpuMemArena: false },
  'no plan of the memory': { enableMemPattern: false },
};

async function rowsOf(models: ModelSet, folder: string, numbers: boolean): Promise<Row[]> {
  const { name, resolution, layers, wDim, files } = models.generator;
  const network = readFileSync(files.synthesis!.path);
  const open = (options: Options) => ort.InferenceSession.create(network, options);
  const ours = await open(OURS);
  const [ws] = await creatures(models, 1, 1);
  const rows: Row[] = [];
  /** One pair at a time: with more networks open each would find the processor's caches full of the others. */
  async function compare(what: string, other: () => Promise<unknown>, pictures = 1) {
    const times = await interleaved(ROUNDS, { ours: () => ours.run({ ws: ws! }), other });
    const [mine, theirs] = [summary(times.ours), summary(times.other.map((ms) => ms / pictures))];
    const slower = ratioOf(mine, theirs);
    rows.push({
      what: `${name}, the network alone`,
      unit: 'pictures/s',
      ours: 1000 / mine.median,
      against: what,
      theirs: 1000 / theirs.median,
      ratio: slower === null ? null : 1 / slower,
      target: NO_TARGET,
      met: true,
    });
  }
  for (const [what, setting] of Object.entries(SETTINGS)) {
    const session = await open({ ...OURS, ...setting });
    await compare(what, () => session.run({ ws: ws! }));
    await session.release();
  }
  const bytes = new Uint8Array(resolution * resolution * 3);
  const pixels = new ort.Tensor('uint8', bytes, [1, resolution, resolution, 3]);
  await compare('output bound to memory of ours', () => ours.run({ ws: ws! }, { pixels }));
  for (const count of BATCHES) {
    const several = new Float32Array(count * layers * wDim);
    for (let i = 0; i < count; i++) several.set(ws!.data as Float32Array, i * layers * wDim);
    const batch = new ort.Tensor('float32', several, [count, layers, wDim]);
    await compare(`${count} at a time`, () => ours.run({ ws: batch }), count);
  }
  if (numbers)
    for (const [what, session] of Object.entries(await otherNumbers(models, ours, folder)))
      await compare(what, () => session.run({ ws: ws! }));
  return rows;
}

const hasOnnx = () => spawnSync('/usr/bin/python3', ['-c', 'import onnx'], { stdio: 'ignore' }).status === 0;

export default {
  question: 'Which numbers and settings of the runtime draw quickest, and how near are their pictures?',
  async run() {
    if (!hasTorch || !hasOnnx()) {
      console.log('skipped: apt-get install python3-torch python3-pil python3-numpy python3-onnx');
      return [];
    }
    const { folder, remove } = temporaryFolder();
    try {
      const rows: Row[] = [];
      for (const [i, { config }] of (await sizes(folder)).all.entries()) {
        const { models, faults } = loadManifest(config.manifest, config.model);
        if (!models) throw new Error(faults.map(({ what }) => what).join('\n'));
        // Of random weights nothing can be said about how near a picture is.
        rows.push(...(await rowsOf(models, folder, i === 0)));
      }
      return rows;
    } finally {
      remove();
    }
  },
} satisfies Bench;
