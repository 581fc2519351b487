import { join } from 'node:path';
import { readRecording } from '../hardware/board/recorded.ts';
import { openArchive } from './archive/archive.ts';
import { hold } from './archive/hold.ts';
import { banner, faultList } from './banner.ts';
import { readDirections } from './gan/directions.ts';
import { startGenerator } from './gan/generator.ts';
import { loadManifest, type ModelSet, verifyFiles } from './gan/manifest.ts';
import { rerenderer } from './gan/rerender.ts';
import { startTidying } from './heap.ts';
import { startHours } from './hours.ts';
import { openLog } from './log/log.ts';
import { readSettings } from './options.ts';
import type { ConfigFault } from './show/config.ts';
import type { Config } from './show/config-schema.ts';
import type { Edge } from './show/ports.ts';
import { seedSource } from './show/seeds.ts';
import { createStage } from './show/stage.ts';
import { initialState } from './show/state.ts';
import { portFault } from './web/port-fault.ts';

// The composition root: configuration, stage, generator, then every edge in order; stopped in reverse.

const FAILED = 1;
const BAD_CONFIG = 2;

// Whoever read the log may be gone; that is no fault of the show, and saying so would only fail again.
for (const out of [process.stdout, process.stderr]) out.on('error', () => {});

const settings = readSettings(process.argv.slice(2));
const config = settings.config;
const manifest = config ? loadManifest(config.generator.manifest, config.generator.model) : null;
const recordings = new Map(config?.boards.map((board) => [board.key, readRecording(board)]));
const port = config ? await portFault(config.web.host, config.web.port) : null;
const faults: ConfigFault[] = [
  ...settings.faults,
  ...(manifest?.faults ?? []),
  ...(manifest?.models ? verifyFiles(manifest.models) : []),
  ...[...recordings.values()].flatMap((recording) => recording.faults),
  ...(port ? [port] : []),
];
if (!config || !manifest?.models || faults.length > 0) {
  console.error(faultList(faults));
  process.exit(BAD_CONFIG);
}
const letGo = hold(config.data);
if (!letGo) {
  const what = `another show is running on ${config.data}`;
  const remedy = 'stop it, or choose another folder with --data';
  console.error(faultList([{ path: 'data', what, remedy }]));
  process.exit(FAILED);
}
await run(config, manifest.models, letGo);

/** `letGo` of the archive at the end. */
async function run(config: Config, models: ModelSet, letGo: () => void): Promise<void> {
  const archive = openArchive({
    folder: config.data,
    config: config.archive,
    now: Date.now,
    rerender: (kept) => rerender(kept),
  });
  const log = openLog({ folder: join(config.data, 'logs'), config: config.log });
  const { wall, visit, web } = config;
  const { begin, captcha, guesses, noticeMs, captureMs, readingMs, revealMs, leftMs } = visit;
  const directions = readDirections(models.generator.files.stats?.path, models.generator.wDim).map(
    ({ name }) => name,
  );
  const times = { noticeMs, captureMs, readingMs, revealMs, leftMs };
  const { phones } = web;
  const restored = archive.restore(
    initialState({ ...config, aspect: wall.aspect, times, begin, captcha, guesses, phones, directions }),
  );
  const stage = createStage({
    ...restored,
    now: Date.now,
    journal: archive.journal,
    onError: (error) => log.error('stage', error),
  });
  const showSeed = archive.showSeed(config.seed);
  await archive.sweep(showSeed);
  const edges: Edge[] = [log.follow(stage), archive.follow(stage)];
  const seeds = seedSource(showSeed, archive.lastNumber());
  // A wall that hangs is shown first, and both cores are wanted for it; an empty one waits for the networks.
  if (stage.state().wall.some((id) => id !== null)) await import('./edges.ts');
  const generator = startGenerator(stage, config.generator, models, { classifiers: visit.classifiers, log });
  const rerender = rerenderer(generator);

  const { startEdges } = await import('./edges.ts');
  const port = await startEdges(edges, { stage, config, archive, log, generator, seeds, recordings });

  const names = [models.generator, models.encoder, models.translator].map((model) => model?.name ?? 'none');
  console.log(banner(`http://${web.host}:${port}`, stage.state(), generator.status(), names.join(', ')));

  const restart = () => {
    log.say('info', 'hours', 'the engine ends, to be started anew', 'hours.restart says so');
    void stop(0);
  };
  edges.push(startHours(stage, { hours: config.hours, restart: settings.watched ? restart : null }));

  const stopTidying = startTidying();

  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    stopTidying();
    stage.tell({ type: 'show/closed', show: config.show });
    for (const edge of edges.reverse()) await edge.stop().catch((error) => log.error(edge.name, error));
    await generator.stop();
    letGo();
    process.exit(code);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  process.on('uncaughtException', (error) => {
    log.error('engine', error);
    void stop(FAILED);
  });
}
