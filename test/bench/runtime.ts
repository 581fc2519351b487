import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { loadManifest, type ModelSet } from '../../engine/gan/manifest.ts';
import ort from '../../engine/gan/ort.ts';
import { hasTorch } from '../tools/has.ts';
import { temporaryFolder } from '../tools/show.ts';
import { type Bench, interleaved, type Row, ratioOf, summary } from './bench.ts';
import { BASIC, creatures, OURS, otherNumbers } from './peers/other-numbers.ts';
import { sizes } from './peers/sizes.ts';
import { NO_TARGET } from './table.ts';

const ROUNDS = 30;
const BATCHES = [4, 8];
const CORES = availableParallelism();

type Options = ort.InferenceSession.SessionOptions;

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
