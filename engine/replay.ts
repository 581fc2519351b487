import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { readScore, type ScoreEntry, scoreLine } from './archive/score.ts';
import { openGenerator } from './gan/open.ts';
import type { Generator } from './gan/port.ts';
import { readSettings } from './options.ts';
import { conceive, latentOf } from './show/breeding.ts';
import type { Genome } from './show/genome.ts';
import { reduce } from './show/reduce.ts';
import { initialState } from './show/state.ts';

// npm run replay -- JOURNAL [--export FILE] [--skip-genomes]: plays an evening again through the same reduce, breeds
// every creature again from its recipe and says whether it came out the same.

const USAGE =
  'npm run replay -- DATA_FOLDER | ARCHIVE.db | SCORE.ndjson [--export FILE.ndjson] [--skip-genomes]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { export: { type: 'string' }, 'skip-genomes': { type: 'boolean' } },
});
const path = positionals[0];
const { config } = readSettings([]);
if (!path || !config) {
  console.error(USAGE);
  process.exit(2);
}
const generator = values['skip-genomes'] ? null : await openGenerator(config.generator);
try {
  process.exitCode = await play(path, generator);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
await generator?.stop();

async function play(journal: string, networks: Generator | null): Promise<number> {
  const { begin, captcha, noticeMs, captureMs, readingMs, revealMs, leftMs } = config!.visit;
  const { phones } = config!.web;
  const times = { noticeMs, captureMs, readingMs, revealMs, leftMs };
  let state = initialState({ ...config!, aspect: config!.wall.aspect, times, begin, captcha, phones });
  const out = values.export ? createWriteStream(values.export) : null;
  const genomes = new Map<number, Genome>();
  const count = { entries: 0, same: 0, different: 0, bred: 0, unknown: 0 };
  let first = 0;
  let last = 0;
  for (const entry of readScore(journal)) {
    state = reduce(state, entry.event, entry.at);
    out?.write(`${scoreLine(entry)}\n`);
    first ||= entry.at;
    last = entry.at;
    count.entries += 1;
    if (networks && entry.event.type === 'creature/born') count[await rebred(entry, networks, genomes)] += 1;
  }
  await new Promise<void>((done) => (out ? out.end(done) : done()));
  const wall = createHash('sha256').update(JSON.stringify(state.wall)).digest('hex').slice(0, 16);
  console.log(`${count.entries} facts over ${((last - first) / 3_600_000).toFixed(2)} h`);
  console.log(`${state.births} births, ${state.visits} visits; the wall at the end: ${wall}`);
  if (networks)
    console.log(
      `genomes bred again: ${count.same} the same as in the archive, ${count.different} different, ` +
        `${count.bred} without one to compare, ${count.unknown} not to be known (visitors and their children, erased parents)`,
    );
  return count.different > 0 ? 1 : 0;
}

/** Breeds the creature of a birth again from its recipe and compares it with what the archive kept. */
async function rebred(
  { recipe, genome, event }: ScoreEntry,
  networks: Generator,
  genomes: Map<number, Genome>,
): Promise<'same' | 'different' | 'bred' | 'unknown'> {
  if (event.type !== 'creature/born') return 'unknown';
  if (genome) genomes.set(event.creature, genome);
  const a = genomes.get(recipe?.parentA ?? 0);
  const b = genomes.get(recipe?.parentB ?? 0);
  const founded = recipe?.parentA === 0;
  if (!recipe || (!founded && !(a && b))) return 'unknown';
  const { layers, zDim, name } = networks.model;
  const fresh = await networks.map(latentOf(recipe, zDim), recipe.freshKingdom, 'birth');
  const again = conceive(recipe, a && b ? [a, b] : null, fresh, networks.average(recipe.mix), layers, name);
  if (!genome) {
    genomes.set(event.creature, again);
    return 'bred';
  }
  return genome.w.every((value, i) => value === again.w[i]) ? 'same' : 'different';
}
