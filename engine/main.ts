import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { startBoards } from '../hardware/board/boards.ts';
import { firmataAmong } from '../hardware/board/firmata.ts';
import { readRecording, recordedBoard } from '../hardware/board/recorded.ts';
import { simBoard } from '../hardware/board/sim.ts';
import { startButton } from '../hardware/button/edge.ts';
import { realBus } from '../hardware/button/real-bus.ts';
import { startAnnouncing } from '../hardware/osc/announce.ts';
import { startOsc } from '../hardware/osc/edge.ts';
import { openArchive } from './archive/archive.ts';
import { followTraces } from './archive/traces/follow.ts';
import { openRing } from './archive/traces/ring.ts';
import { banner, faultList } from './banner.ts';
import { calendar } from './calendar.ts';
import { startBreaths } from './gan/breaths.ts';
import { startBreeder } from './gan/breeder.ts';
import { readDirections } from './gan/directions.ts';
import { startGenerator } from './gan/generator.ts';
import { startInbetweens } from './gan/inbetweens.ts';
import { loadManifest, type ModelSet, verifyFiles } from './gan/manifest.ts';
import { rerenderer } from './gan/rerender.ts';
import { startHours } from './hours.ts';
import { openLog } from './log/log.ts';
import { readSettings } from './options.ts';
import type { BoardConfig } from './show/board-config.ts';
import type { ConfigFault } from './show/config.ts';
import type { Config } from './show/config-schema.ts';
import { startCues } from './show/cues.ts';
import type { Edge, Health } from './show/ports.ts';
import { seedSource } from './show/seeds.ts';
import { startDrift } from './show/sensing/drift.ts';
import { openingAfter } from './show/sleep.ts';
import { createStage, type Stage } from './show/stage.ts';
import { initialState } from './show/state.ts';
import { startVisits } from './visit/start.ts';
import { pinOf } from './web/pin.ts';
import { isLoopback, portFault } from './web/port-fault.ts';
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
await run(config, manifest.models);

async function run(config: Config, models: ModelSet): Promise<void> {
  const archive = openArchive({
    folder: config.data,
    config: config.archive,
    now: Date.now,
    rerender: (kept) => rerender(kept),
  });
  const log = openLog({ folder: join(config.data, 'logs'), config: config.log });
  const onError = (part: string) => (error: unknown) => log.error(part, error);
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
  const stage = createStage({
    ...restored,
    now: Date.now,
    journal: archive.journal,
    onError: onError('stage'),
  });
  startCues(stage);
  startDrift(stage);
  const showSeed = archive.showSeed(config.seed);
  await archive.sweep(showSeed);
  const seeds = seedSource(showSeed, archive.lastNumber());
  const generator = startGenerator(stage, config.generator, models, {
    classifiers: visit.classifiers,
    log,
  });
  const rerender = rerenderer(generator);
  const { library } = archive;

  const days = config.archive.traceDays;
  const traces = days > 0 ? openRing({ folder: join(config.data, 'traces'), days, now: Date.now }) : null;

  const edges: Edge[] = [log.follow(stage), archive.follow(stage)];
  if (traces) edges.push(followTraces(stage, traces));
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
    onError: onError('visit'),
  });
  edges.push(visits);
  edges.push(...startHardware(stage, config));
  const osc = config.osc.enabled ? startOsc(stage, config.osc) : null;
  if (osc) edges.push(osc);
  const pin = pinOf(process.env.MISHMASH_PIN);
  const web = await startWeb({
    stage,
    config: config.web,
    pages: PAGES,
    library,
    visits,
    traces,
    health,
    opening: () => openingAfter(calendar, config.hours, stage.now()),
    pin,
    osc: osc && { port: config.osc.listenPort, onValue: osc.onValue },
    log,
    onError: onError('web'),
  });
  edges.push(web);
  if (osc && config.osc.announce) edges.push(announcing(config, web.port));
  stage.tell({ type: 'show/opened', show: config.show });
  const inbetweens = startInbetweens(stage, generator, library);
  edges.push(inbetweens, startBreaths(stage, generator, library, inbetweens.occupied));
  edges.push(startBreeder(stage, generator, library, seeds, { log }));

  const names = [models.generator, models.encoder, models.translator].map((model) => model?.name ?? 'none');
  console.log(
    banner(`http://${config.web.host}:${web.port}`, stage.state(), generator.status(), names.join(', ')),
  );

  const restart = () => {
    log.say('info', 'hours', 'the engine ends, to be started anew', 'hours.restart says so');
    void stop(0);
  };
  edges.push(startHours(stage, { hours: config.hours, restart: settings.watched ? restart : null }));

  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    stage.tell({ type: 'show/closed', show: config.show });
    for (const edge of edges.reverse()) await edge.stop().catch(onError(edge.name));
    await generator.stop();
    process.exit(code);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  process.on('uncaughtException', (error) => {
    log.error('engine', error);
    void stop(FAILED);
  });
}

function announcing({ show, web, osc }: Config, port: number): Edge {
  const oscQueryPort = isLoopback(web.host) ? null : port;
  return startAnnouncing({ show, oscQueryPort, oscPort: isLoopback(osc.listenHost) ? null : osc.listenPort });
}

/** Every device is simulated unless the configuration says otherwise; the simulated button is a page's space bar. */
function startHardware(stage: Stage, config: Config): Edge[] {
  const { boards, button } = config;
  const serial = firmataAmong(() => SerialPort.list(), boards);
  const simulated = ({ key }: BoardConfig) => {
    const samples = recordings.get(key)?.samples ?? [];
    return samples.length > 0 ? recordedBoard(samples) : simBoard().open;
  };
  const edges: Edge[] = startBoards(stage, config, (board) =>
    board.driver === 'sim' ? simulated(board) : serial,
  );
  if (button.driver === 'hid') edges.push(startButton(stage, button, realBus));
  else stage.tell({ type: 'device/linked', device: 'sim:button' });
  return edges;
}
