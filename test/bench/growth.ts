import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../engine/archive/archive.ts';
import { uniform } from '../../engine/show/genome.ts';
import type { CreatureRecord } from '../../engine/show/record.ts';
import { initialState } from '../../engine/show/state.ts';
import { type Bench, interleaved, type Row, ratioOf, summary } from './bench.ts';
import { fill, idAt } from './peers/fill.ts';

/** Archives are filled with genomes of 16 numbers, so that a million fits a test machine; rows cost the same otherwise. */
const SIZES = { '1k': 1000, '100k': 100_000, '1M': 1_000_000 } as const;
const ROUNDS = 200;
const START_MS = 1000;
type Size = keyof typeof SIZES;

const START = initialState({
  show: 'bench',
  aspect: 16 / 9,
  params: {},
  scenes: {},
  cues: {},
  times: { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 20_000 },
  begin: 'both',
});

function record(number: number): CreatureRecord {
  const parents = { parentA: idAt(number - 1), parentB: idAt(number - 2) };
  const genome = uniform(new Float32Array(4).fill(0.5), 4, number, 'bench');
  const kin = { ...parents, generation: 1, mix: [1, 0, 0] as const, psi: 1, bornAt: number };
  return { creature: idAt(number), number, slot: number % 128, ...kin, genome, recipe: null, profile: null };
}

function open(folder: string) {
  const rerender = async () => {
    throw new Error('no pictures in this bench');
  };
  return openArchive({
    folder,
    config: { retentionDays: 0, pictureQuality: 85, backups: 0, backupHour: 4 },
    now: () => 0,
    rerender,
  });
}

async function run(): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'mishmash-bench-'));
  try {
    const sizes = Object.keys(SIZES) as Size[];
    const folders = Object.fromEntries(sizes.map((size) => [size, join(root, size)])) as Record<Size, string>;
    for (const size of sizes) fill(folders[size], { count: SIZES[size], from: 0, snapshot: START });
    const opened = await interleaved(
      5,
      mapped(sizes, (size) => () => void open(folders[size]).restore(START)),
    );
    const archives = mapped(sizes, (size) => open(folders[size]));
    const next = mapped(sizes, (size) => SIZES[size]);
    const births = await interleaved(
      ROUNDS,
      mapped(sizes, (size) => () => {
        next[size] += 1;
        const number = next[size];
        const event = { type: 'creature/died', creature: idAt(number - 100), slot: 1 } as const;
        archives[size].journal([{ revision: number, at: number, event, by: '' }], record(number));
        archives[size].library.ancestor(idAt(number - 50));
      }),
    );
    const lineages = await interleaved(
      ROUNDS,
      mapped(sizes, (size) => () => archives[size].library.lineage(idAt(SIZES[size] / 2), 4)),
    );
    const bytes = mapped(sizes, (size) => statSync(join(folders[size], 'archive.db')).size / SIZES[size]);
    return [
      ...(['100k', '1M'] as const).flatMap((size) => [
        compared(`one birth kept, at ${size} creatures`, births[size], births['1k'], 1.1),
        start(size, opened[size], opened['1k']),
        compared(`lineage of 4 generations, at ${size}`, lineages[size], lineages['1k'], 1.5),
      ]),
      disk('1M', bytes['1M'], bytes['1k']),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function mapped<V>(sizes: readonly Size[], value: (size: Size) => V): Record<Size, V> {
  return Object.fromEntries(sizes.map((size) => [size, value(size)])) as Record<Size, V>;
}

function compared(what: string, ours: readonly number[], theirs: readonly number[], limit: number): Row {
  const [a, b] = [summary(ours), summary(theirs)];
  const met = a.median / b.median <= limit || ratioOf(a, b) === null;
  const target = `<= ${limit}x of 1k`;
  return {
    what,
    unit: 'ms',
    ours: a.median,
    against: 'at 1k',
    theirs: b.median,
    ratio: ratioOf(a, b),
    target,
    met,
  };
}

/** An archive of up to 256 MB is read through for damage when it is opened; a larger one is opened as fast as a small one. */
function start(size: Size, ours: readonly number[], theirs: readonly number[]): Row {
  const row = compared(`start, at ${size} creatures, looked through for damage`, ours, theirs, 1);
  return { ...row, target: `<= ${START_MS} ms`, met: row.ours <= START_MS };
}

function disk(size: Size, ours: number, theirs: number): Row {
  const what = `database bytes a creature, at ${size} (16-number genomes)`;
  const ratio = ours / theirs;
  return {
    what,
    unit: 'B',
    ours,
    against: 'at 1k',
    theirs,
    ratio,
    target: '<= 1.1x of 1k',
    met: ratio <= 1.1,
  };
}

const bench: Bench = { question: 'does the archive cost the same at a million creatures?', run };
export default bench;
