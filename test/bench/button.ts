import type { BoardConfig } from '../../engine/show/board-config.ts';
import { ANY } from '../../engine/show/sensing/fusion.ts';
import { startFlow } from '../../engine/visit/flow.ts';
import { startBoard } from '../../hardware/board/edge.ts';
import { openFirmata } from '../../hardware/board/firmata.ts';
import { senseRoom } from '../../hardware/board/room.ts';
import { CYCLES_PER_MS, OWN_FIRMWARE, standardFirmware, startUno } from '../hardware/rig/uno.ts';
import { testStage } from '../hardware/stage.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { type Bench, type Row, ratioOf, type Sample, summary } from './bench.ts';

const PRESSES = 60;
const DOWN_MS = 80;
const TARGET_MS = 25;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Presses {
  /** From the contact's opening to `visit/begun`, in ms. */
  times: number[];
  /** From the contact's opening to the board's word of it, in ms of the board's clock. */
  boards: number[];
}

/** Presses while a sensor waits for echoes that do not come. */
async function presses(firmware: string): Promise<Presses> {
  const { folder, remove } = temporaryFolder();
  const uno = await startUno(folder, firmware);
  uno.say('d 2 1');
  uno.say('sr 8 8 -1');
  const { stage } = testStage();
  const config: BoardConfig = {
    name: 'board',
    key: 'board',
    driver: 'serial',
    path: uno.path,
    buttonPin: 2,
    lampPin: 9,
    sensors: [
      {
        name: 'sonar',
        kind: 'ultrasonic',
        pin: 8,
        nearCm: 100,
        farCm: 120,
        dwellMs: 500,
        leaveMs: 500,
        marginCm: 0,
        weight: 1,
      },
    ],
  };
  const stopFlow = startFlow(stage);
  const edge = startBoard(
    stage,
    config,
    { debounceMs: 20, holdMs: 1500 },
    openFirmata,
    senseRoom(stage, { boards: [config], fusion: ANY }),
  );
  const times: number[] = [];
  const boards: number[] = [];
  let opened = 0;
  stage.onEvent(({ event }) => {
    if (event.type === 'visit/begun') times.push(performance.now() - opened);
  });
  try {
    await until(() => edge.linked(), 'the board');
    await wait(500);
    uno.say('listen 1');
    while (times.length < PRESSES) {
      const count = times.length;
      await uno.ask('d 2 0', 'ok d');
      // By the board's clock, which a busy machine holds up, and not in step with anything that repeats.
      const down = await uno.nowMs();
      await until(async () => (await uno.nowMs()) - down > DOWN_MS, 'the press');
      await wait(Math.random() * 60);
      const before = uno.answers().length;
      opened = performance.now();
      uno.say('d 2 1');
      await until(() => times.length > count, 'a visit');
      boards.push(boardMs(uno.answers().slice(before)));
      const { visit } = stage.state();
      if (visit) stage.tell({ type: 'visit/ended', visit: visit.visit });
      await wait(50);
    }
  } finally {
    await edge.stop();
    stopFlow();
    await uno.stop();
    remove();
  }
  return { times, boards };
}

/** From the opened contact to the first digital message, in the simulator's words. */
function boardMs(said: string): number {
  const opened = Number(/^ok d 2 1 (\d+)$/m.exec(said)?.[1]);
  const told = [...said.matchAll(/^tx 144 (\d+)$/gm)].map(([, cycle]) => Number(cycle));
  return (told.find((cycle) => cycle > opened)! - opened) / CYCLES_PER_MS;
}

function row(what: string, ours: Sample, theirs: Sample, pick: 'median' | 'p95'): Row {
  return {
    what: `${what}, ${pick}`,
    unit: 'ms',
    ours: ours[pick],
    against: 'with StandardFirmata',
    theirs: theirs[pick],
    ratio: ratioOf(ours, theirs),
    target: `<= ${TARGET_MS} ms`,
    met: ours[pick] <= TARGET_MS,
  };
}

async function run(): Promise<Row[]> {
  const own = await presses(OWN_FIRMWARE);
  const standard = await presses(standardFirmware());
  const [ours, theirs] = [summary(own.times), summary(standard.times)];
  const what = 'from the button (our firmware, on a simulated Uno) to visit/begun';
  const part = "the board's part of it, by its own clock";
  return [
    row(what, ours, theirs, 'median'),
    row(what, ours, theirs, 'p95'),
    row(part, summary(own.boards), summary(standard.boards), 'p95'),
  ];
}

const bench: Bench = { question: 'how long after the button does a visit begin?', run };
export default bench;
