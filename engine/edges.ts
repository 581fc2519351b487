import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { startBoards } from '../hardware/board/boards.ts';
import { firmataAmong } from '../hardware/board/firmata.ts';
import { type readRecording, recordedBoard } from '../hardware/board/recorded.ts';
import { simBoard } from '../hardware/board/sim.ts';
import { startButton } from '../hardware/button/edge.ts';
import { realBus } from '../hardware/button/real-bus.ts';
import { startAnnouncing } from '../hardware/osc/announce.ts';
import { startOsc } from '../hardware/osc/edge.ts';
import type { Archive } from './archive/archive.ts';
import { followTraces } from './archive/traces/follow.ts';
import { openRing } from './archive/traces/ring.ts';
import { calendar } from './calendar.ts';
import { startBreaths } from './gan/breaths.ts';
import { startBreeder } from './gan/breeder.ts';
import { startInbetweens } from './gan/inbetweens.ts';
import type { Generator } from './gan/port.ts';
import type { ShowLog } from './log/log.ts';
import type { BoardConfig } from './show/board-config.ts';
import type { Config } from './show/config-schema.ts';
import { startCues } from './show/cues.ts';
import type { Edge, Health } from './show/ports.ts';
import type { SeedSource } from './show/seeds.ts';
import { startDrift } from './show/sensing/drift.ts';
import { openingAfter } from './show/sleep.ts';
import type { Stage } from './show/stage.ts';
import { decodeOnlyPhotos } from './visit/photo.ts';
import { startVisits } from './visit/start.ts';
import { pinOf } from './web/pin.ts';
import { isLoopback } from './web/port-fault.ts';
import { startWeb } from './web/start.ts';

const PAGES = join(import.meta.dirname, '../dist');

/** What is there before the edges are. */
export interface Foundations {
  stage: Stage;
  config: Config;
  archive: Archive;
  log: ShowLog;
  generator: Generator;
  seeds: SeedSource;
  /** Of boards that play what was recorded, by their place in the configuration. */
  recordings: ReadonlyMap<string, ReturnType<typeof readRecording>>;
}

/** Opens visits, hardware, OSC, pages and breeding around the stage, adds each to `edges`, and gives the pages' port. */
export async function startEdges(
  edges: Edge[],
  { stage, config, archive, log, generator, seeds, recordings }: Foundations,
): Promise<number> {
  const onError = (part: string) => (error: unknown) => log.error(part, error);
  const { library } = archive;
  const { visit } = config;
  decodeOnlyPhotos();
  startCues(stage);
  startDrift(stage);
  const days = config.archive.traceDays;
  const traces = days > 0 ? openRing({ folder: join(config.data, 'traces'), days, now: Date.now }) : null;

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
  edges.push(...startHardware(stage, config, recordings));
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
  return web.port;
}

function announcing({ show, web, osc }: Config, port: number): Edge {
  const oscQueryPort = isLoopback(web.host) ? null : port;
  return startAnnouncing({ show, oscQueryPort, oscPort: isLoopback(osc.listenHost) ? null : osc.listenPort });
}

/** Every device is simulated unless the configuration says otherwise; the simulated button is a page's space bar. */
function startHardware(stage: Stage, config: Config, recordings: Foundations['recordings']): Edge[] {
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
