import { fork } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Bench, type Row, ratioOf, type Sample, summary } from './bench.ts';
import { openShow, peer, psi, timed } from './peers/osc-show.ts';
import { NO_TARGET } from './table.ts';

const TRIPS = 600;
/** A show has run for longer than its just-in-time compiler takes. */
const WARM_UP = 1500;
const BUNDLES = 400;
const PRESSES = 12;
const RATE = 10_000;
const RATE_S = 3;
const HOSTILE = 100_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
type Show = Awaited<ReturnType<typeof openShow>>;

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** From an order to the first datagram in answer, in turn: the OSC room alone and another process. */
async function roundTrips(other: string): Promise<{ ours: Sample; theirs: Sample }> {
  const [mine, theirs] = [await bound(), await bound()];
  const room = await peer('osc-room.ts', [String(mine.address().port)]);
  const echo = await peer(other);
  const [times, others]: [number[], number[]] = [[], []];
  const trip = async (socket: Socket, port: number, value: number) => {
    const start = performance.now();
    const answered = once(socket, 'message');
    socket.send(psi(value), port, '127.0.0.1');
    await answered;
    return performance.now() - start;
  };
  for (let i = -WARM_UP; i < TRIPS; i++) {
    const value = (i & 511) / 512;
    const [a, b] = [await trip(mine, room.port, value), await trip(theirs, echo.port, value)];
    // The same value comes a second time at its own address; it must not be taken for the next.
    await pause(1);
    if (i >= 0) [times.push(a), others.push(b)];
  }
  for (const one of [room, echo]) one.stop();
  for (const one of [mine, theirs]) one.close();
  return { ours: summary(times), theirs: summary(others) };
}

/** Against the `osc` package, which the show itself has no use for; null where it was not installed. */
async function packaged(): Promise<Row[]> {
  try {
    createRequire(import.meta.url).resolve('osc');
  } catch {
    console.log('the osc package, skipped: npm install --no-save osc');
    return [];
  }
  const { ours, theirs } = await roundTrips('osc-package.mjs');
  const row = { what: 'order to answer, median', unit: 'ms', ours: ours.median, against: 'the osc package' };
  return [{ ...row, theirs: theirs.median, ratio: ratioOf(ours, theirs), target: NO_TARGET, met: true }];
}

/** How far off their time bundles run, and how far this process's own timers. */
async function lateness({ send, steer, steered }: Show): Promise<{ bundle: Sample; timer: Sample }> {
  const [late, timer]: [number[], number[]] = [[], []];
  await Promise.all(
    Array.from({ length: BUNDLES }, async (_, i) => {
      await pause(i * 20);
      const value = (i % 1024) / 512;
      const dueAt = Date.now() + 80 + (i % 7) * 40;
      const asked = performance.now() + 100;
      setTimeout(() => timer.push(Math.abs(performance.now() - asked)), 100);
      const at = await new Promise<number>((resolve) => {
        steered.set(value, resolve);
        send(timed(steer(value), dueAt));
      });
      late.push(Math.abs(at - dueAt));
    }),
  );
  return { bundle: summary(late), timer: summary(timer) };
}

/** The share that is heard where RATE values a second are sent. */
async function arrived({ send, figures }: Show): Promise<number> {
  const counted = async () => {
    const { heard, refused } = await figures();
    return heard + refused;
  };
  const before = await counted();
  const start = performance.now();
  let sent = 0;
  while (sent < RATE * RATE_S) {
    const due = Math.min(RATE * RATE_S, Math.floor(((performance.now() - start) / 1000) * RATE));
    for (; sent < due; sent++) send(psi((sent % 512) / 512));
    await pause(1);
  }
  await pause(500);
  return ((await counted()) - before) / sent;
}

/** The longest that the engine was held up, without and under a flood of nonsense. */
async function flooded({
  listenPort,
  longestDelayMs,
  state,
}: Show): Promise<{ quiet: number; flood: number }> {
  await longestDelayMs();
  await pause(4000);
  const quiet = await longestDelayMs();
  const params = async () => JSON.stringify((await state()).params);
  const before = await params();
  const child = fork(join(import.meta.dirname, 'peers/flood.ts'), [String(listenPort), String(HOSTILE)], {
    execArgv: ['--import', 'tsx'],
  });
  await once(child, 'exit');
  const flood = await longestDelayMs();
  if ((await params()) !== before) throw new Error('the flood moved a parameter');
  return { quiet, flood };
}

async function run(): Promise<Row[]> {
  const trips = await roundTrips('echo.mjs');
  const besidePackage = await packaged();
  const show = await openShow();
  try {
    const late = await lateness(show);
    const button: number[] = [];
    for (let i = 0; i < PRESSES; i++) button.push(await show.pressed());
    const share = await arrived(show);
    await pause(1500);
    const { quiet, flood } = await flooded(show);
    const pressed = summary(button);
    const row = (
      what: string,
      ours: number,
      against: string,
      theirs: number,
      most: number,
      ratio: number | null,
    ): Row => {
      const target = `<= ${Number(most.toPrecision(3))} ms`;
      return { what, unit: 'ms', ours, against, theirs, ratio, target, met: ours <= most };
    };
    const { ours: room, theirs: bare } = trips;
    return [
      {
        ...row(
          'order to answer, median',
          room.median,
          'bare UDP echo',
          bare.median,
          2 * bare.median,
          ratioOf(room, bare),
        ),
        target: '<= 2x',
      },
      ...besidePackage,
      row(
        'bundle off its time, p95',
        late.bundle.p95,
        'timers of a bare process, p95',
        late.timer.p95,
        5,
        ratioOf(late.bundle, late.timer),
      ),
      row(
        'press to visit/begun, p95',
        pressed.p95,
        'bare UDP echo, p95',
        bare.p95,
        25,
        ratioOf(pressed, bare),
      ),
      {
        ...{ what: `heard of ${RATE} a second`, unit: '%', ours: share * 100, against: 'sent', theirs: 100 },
        ...{ ratio: share, target: '100 %', met: share === 1 },
      },
      row(`longest delay under ${HOSTILE} hostile datagrams`, flood, 'without', quiet, 50, flood / quiet),
    ];
  } finally {
    await show.close();
  }
}

const bench: Bench = { question: 'how fast, how exact and how hard to disturb is OSC?', run };
export default bench;
