import { join } from 'node:path';
import { startBoard } from '../hardware/board/edge.ts';
import { openFirmata } from '../hardware/board/firmata.ts';
import { simBoard } from '../hardware/board/sim.ts';
import { startButton } from '../hardware/button/edge.ts';
import { realBus } from '../hardware/button/real-bus.ts';
import { startOsc } from '../hardware/osc/edge.ts';
import { openArchive } from './archive/archive.ts';
import { banner, faultList } from './banner.ts';
import { startBreeder } from './gan/breeder.ts';
import { readDirections } from './gan/directions.ts';
import { startGenerator } from './gan/generator.ts';
import { startInbetweens } from './gan/inbetweens.ts';
import { loadManifest, type ModelSet, verifyFiles } from './gan/manifest.ts';
import { rerenderer } from './gan/rerender.ts';
import { readSettings } from './options.ts';
import type { ConfigFault } from './show/config.ts';
import type { Config } from './show/config-schema.ts';
import { startCues } from './show/cues.ts';
import type { Edge, Health } from './show/ports.ts';
import { seedSource } from './show/seeds.ts';
import { createStage, type Stage } from './show/stage.ts';
import { initialState } from './show/state.ts';
import { startVisits } from './visit/start.ts';
import { portFault } from './web/port-fault.ts';
import { startWeb } from './web/start.ts';

// The composition root: configuration, stage, then every edge in order; stopped in reverse.

const PAGES = join(import.meta.dirname, '../dist');
const FAILED = 1;
const BAD_CONFIG = 2;

// Whoever read the log may be gone; that is no fault of the show, and saying so would only fail again.
for (const out of [process.stdout, process.stderr]) out.on('error', () => {});

const settings = readSettings(process.argv.slice(2));
const config = settings.config;
const manifest = config ? loadManifest(config.generator.manifest, config.generator.model) : null;
const port = config ? await portFault(config.web.host, config.web.port) : null;
const faults: ConfigFault[] = [
  ...settings.faults,
  ...(manifest?.faults ?? []),
  ...(manifest?.models ? verifyFiles(manifest.models) : []),
  ...(port ? [port] : []),
];
if (!config || !manifest?.models || faults.length > 0) {
  console.error(faultList(faults));
  process.exit(BAD_CONFIG);
}
await run(config, manifest.models);

async function run(config: Config, models: ModelSet): Promise<void> {
  const onError = (error: unknown) => console.error(error instanceof Error ? error.stack : error);
  const archive = openArchive({
    folder: config.data,
    config: config.archive,
    now: Date.now,
    rerender: (kept) => rerender(kept),
  });
  const { wall, visit } = config;
  const { begin, captcha, guesses, noticeMs, captureMs, readingMs, revealMs, leftMs } = visit;
  const { phones } = config.web;
  const directions = readDirections(models.generator.files.stats?.path, models.generator.wDim).map(
    ({ name }) => name,
  );
  const times = { noticeMs, captureMs, readingMs, revealMs, leftMs };
  const restored = archive.restore(
    initialState({ ...config, aspect: wall.aspect, times, begin, captcha, guesses, phones, directions }),
  );
  const stage = createStage({ ...restored, now: Date.now, journal: archive.journal, onError });
  startCues(stage);
  const showSeed = archive.showSeed(config.seed);
  await archive.sweep(showSeed);
  const seeds = seedSource(showSeed, archive.lastNumber());
  const generator = startGenerator(stage, config.generator, models, {
    classifiers: visit.classifiers,
  });
  const rerender = rerenderer(generator);
  const { library } = archive;

  const edges: Edge[] = [archive.follow(stage)];
  const health = (): Record<string, Health> =>
    Object.fromEntries(edges.map((edge) => [edge.name, edge.health()]));
  const visits = startVisits({
    stage,
    library,
    generator,
    seeds,
    approval: visit.approval,
    guesses: visit.guesses,
    minAge: visit.minAge,
    leaveOut: visit.leaveOut,
    classifiers: visit.classifiers,
    refusedWords: visit.refusedWords,
    onError,
  });
  edges.push(visits);
  edges.push(...startHardware(stage, config));
  const oscPort = config.osc.enabled ? config.osc.listenPort : null;
  const pin = process.env.MISHMASH_PIN ?? null;
  const web = await startWeb({
    stage,
    config: config.web,
    pages: PAGES,
    library,
    visits,
    health,
    pin,
    oscPort,
    onError,
  });
  edges.push(web);
  stage.tell({ type: 'show/opened', show: config.show });
  edges.push(startInbetweens(stage, generator, library));
  edges.push(startBreeder(stage, generator, library, seeds));

  const names = [models.generator, models.encoder, models.translator].map((model) => model?.name ?? 'none');
  console.log(
    banner(`http://${config.web.host}:${web.port}`, stage.state(), generator.status(), names.join(', ')),
  );

  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    stage.tell({ type: 'show/closed', show: config.show });
    for (const edge of edges.reverse()) await edge.stop().catch(onError);
    await generator.stop();
    process.exit(code);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  process.on('uncaughtException', (error) => {
    onError(error);
    void stop(FAILED);
  });
}

/** Every device is simulated unless the configuration says otherwise; the simulated button is a page's space bar. */
function startHardware(stage: Stage, config: Config): Edge[] {
  const { board, button, osc } = config;
  const sim = board.driver === 'sim';
  const edges: Edge[] = [startBoard(stage, board, button, sim ? simBoard().open : openFirmata, sim)];
  if (button.driver === 'hid') edges.push(startButton(stage, button, realBus));
  else stage.tell({ type: 'device/linked', device: 'sim:button' });
  if (osc.enabled) edges.push(startOsc(stage, osc));
  return edges;
}
