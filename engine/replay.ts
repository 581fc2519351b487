import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { readScore, type ScoreEntry, scoreLine } from './archive/score.ts';
import { faultList } from './banner.ts';
import { openGenerator } from './gan/open.ts';
import type { Generator } from './gan/port.ts';
import { readSettings } from './options.ts';
import { renderVideo } from './render.ts';
import { readRenderOptions } from './render-options.ts';
import { conceive, latentOf } from './show/breeding.ts';
import type { Genome } from './show/genome.ts';
import { reduce } from './show/reduce.ts';
import { initialState, type State } from './show/state.ts';

// npm run replay -- JOURNAL [--export FILE] [--skip-genomes]: plays an evening again through the same reduce, breeds
// every creature again from its recipe and says whether it came out the same. With --render FILE it films the wall.

// --config names the configuration of that evening where it is not show-config.json.

const USAGE = `npm run replay -- DATA_FOLDER | ARCHIVE.db | SCORE.ndjson [--config FILE] [--export FILE.ndjson] [--skip-genomes]
npm run replay -- DATA_FOLDER | ARCHIVE.db --render FILE.mp4 [--size 1920x1080] [--fps 30] [--from 0] [--to 1:02:30]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    config: { type: 'string' },
    export: { type: 'string' },
    'skip-genomes': { type: 'boolean' },
    render: { type: 'string' },
    size: { type: 'string' },
    fps: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
});
const path = positionals[0];
const settings = readSettings(values.config === undefined ? [] : ['--config', values.config]);
const { config } = settings;
if (!path || !config) {
  console.error(config ? USAGE : faultList(settings.faults));
  process.exit(2);
}
const generator =
  values['skip-genomes'] || values.render !== undefined ? null : await openGenerator(config.generator);
try {
  process.exitCode = values.render !== undefined ? await film(path) : await play(path, generator);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
await generator?.stop();

function opening(): State {
  const { begin, captcha, noticeMs, captureMs, readingMs, revealMs, leftMs } = config!.visit;
  const { phones } = config!.web;
  const times = { noticeMs, captureMs, readingMs, revealMs, leftMs };
  return initialState({ ...config!, aspect: config!.wall.aspect, times, begin, captcha, phones });
}

async function film(journal: string): Promise<number> {
  const { options, faults } = readRenderOptions(values);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const { frames, births } = await renderVideo(journal, config!, opening(), options, console.log);
  const seconds = (frames / options.fps).toFixed(1);
  console.log(`${options.out}: ${frames} frames, ${seconds} s, ${births} births`);
  return 0;
}

async function play(journal: string, networks: Generator | null): Promise<number> {
  let state = opening();
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
  const again = conceive(
    recipe,
    a && b ? [a, b] : null,
    fresh,
    networks.average(recipe.mix),
    layers,
    name,
    networks.directions,
  );
  if (!genome) {
    genomes.set(event.creature, again);
    return 'bred';
  }
  return genome.w.every((value, i) => value === again.w[i]) ? 'same' : 'different';
}
