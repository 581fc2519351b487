import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';
import { type Bench, type Row, ratioOf, summary } from './bench.ts';
import { fill } from './peers/fill.ts';

const ROUNDS = 4;
const TARGET_MS = 3000;
const MANY = 100_000;
/** Facts of before the archive's own have revisions below them. */
const BEFORE = -10 * MANY;

/** ms until a bare Node that loads TypeScript answers HTTP: what no engine can be faster than. */
async function bare(): Promise<number> {
  const port = await freePort();
  const script = `(await import('node:http')).createServer((_, res) => res.end()).listen(${port})`;
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: 'ignore',
  });
  await until(async () => (await fetch(`http://127.0.0.1:${port}`).catch(() => null)) !== null, 'Node');
  const took = performance.now() - begun;
  child.kill();
  return took;
}

/** ms from the start of the engine until it answers, and until a first creature hangs, whose picture is there. */
async function started(config: string, data: string): Promise<{ answer: number; creature: number }> {
  const port = await freePort();
  const begun = performance.now();
  const show = await startShow(port, ['--config', config, '--data', data]);
  const answer = performance.now() - begun;
  let creature = 0;
  await until(async () => {
    const { state } = await (await fetch(`${show.url}/api/state`)).json();
    const id = state.wall.find((one: number | null) => one !== null);
    if (id === undefined) return false;
    const picture = await fetch(`${show.url}/creatures/${id}.webp?size=256`);
    await picture.arrayBuffer();
    creature = performance.now() - begun;
    return picture.ok;
  }, 'a first creature');
  await show.end();
  return { answer, creature };
}

async function run(): Promise<Row[]> {
  const { folder, remove } = temporaryFolder();
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ osc: { enabled: false } }));
  const [limit, empty, kept, grown]: [number[], number[], number[], number[]] = [[], [], [], []];
  try {
    await started(config, join(folder, 'kept'));
    await started(config, join(folder, 'grown'));
    fill(join(folder, 'grown'), { count: MANY, from: BEFORE, snapshot: null });
    for (let i = 0; i < ROUNDS; i++) {
      limit.push(await bare());
      empty.push((await started(config, join(folder, `new-${i}`))).creature);
      kept.push((await started(config, join(folder, 'kept'))).creature);
      grown.push((await started(config, join(folder, 'grown'))).creature);
    }
  } finally {
    remove();
  }
  const theirs = summary(limit);
  const row = (what: string, times: number[]): Row => {
    const ours = summary(times);
    return {
      what,
      unit: 'ms',
      ours: ours.median,
      against: 'a bare Node that answers',
      theirs: theirs.median,
      ratio: ratioOf(ours, theirs),
      target: `<= ${TARGET_MS} ms`,
      met: ours.median <= TARGET_MS,
    };
  };
  return [
    row('a new archive: first creature', empty),
    row('an archive that was there: its wall again', kept),
    row(`the same with ${MANY} creatures more`, grown),
  ];
}

const bench: Bench = { question: 'how long after the start of the engine is there something to see?', run };
export default bench;
