import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VISIT_STEPS, type VisitProgress, type VisitStep } from '../../engine/show/ports.ts';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';
import { type Bench, type Row, ratioOf, summary } from './bench.ts';
import { NO_TARGET } from './table.ts';

const PHOTO = join(import.meta.dirname, '../fixtures/portrait-b.jpg');
const ROUNDS = 8;
const EACH = 5;
const CROWD = 20;
const SLOW = 0.2;
const FULL = 30;
const IDLE_TARGET_MS = 3000;
const BUSY_TARGET_MS = 4000;
const ASK_MS = 2;

/** What the visits of a page show of each step, in ms. */
type Steps = Record<VisitStep, number[]>;
const noSteps = (): Steps => ({ photo: [], queue: [], hybrid: [], archive: [] });

/** The engine's part of a visit: from the sent photo to the profile, rounds with few births and with as many as it can in turn. */
async function run(): Promise<Row[]> {
  const { folder, remove } = temporaryFolder();
  const show = await startShow(await freePort(), ['--data', folder]);
  const photo = readFileSync(PHOTO);
  const births = async () => (await (await fetch(`${show.url}/api/state`)).json()).state.births as number;
  const tempo = (value: number) =>
    fetch(`${show.url}/api/params`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ param: 'tempo', value }),
    });

  async function visit(ticket = ''): Promise<number> {
    const form = new FormData();
    form.set('photo', new Blob([photo]));
    form.set('consent', 'mix,wall,keep');
    const begun = performance.now();
    const answer = await fetch(`${show.url}/api/visits${ticket && `?ticket=${ticket}`}`, {
      method: 'POST',
      body: form,
    });
    if (answer.status !== 201) throw new Error(`a visit was answered with ${answer.status}`);
    await answer.arrayBuffer();
    return performance.now() - begun;
  }

  /** One visit more, asked all the time where it stands, as its page asks. */
  async function watched(steps: Steps): Promise<void> {
    const ticket = randomUUID();
    const spent = { photo: 0, queue: 0, hybrid: 0, archive: 0 };
    let over = false;
    const visited = visit(ticket).finally(() => {
      over = true;
    });
    let [at, step]: [number, VisitStep] = [performance.now(), 'photo'];
    while (!over) {
      const answer = await fetch(`${show.url}/api/visits/${ticket}`);
      const now = performance.now();
      spent[step] += now - at;
      at = now;
      if (answer.status === 200) step = ((await answer.json()) as VisitProgress).step;
      await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    }
    spent[step] += performance.now() - at;
    await visited;
    for (const one of VISIT_STEPS) steps[one].push(spent[one]);
  }

  const oneByOne = async () => {
    const times: number[] = [];
    for (let i = 0; i < EACH; i++) times.push(await visit());
    return times;
  };
  const crowd = () => Promise.all(Array.from({ length: CROWD }, () => visit()));

  /** Births a second while `job` runs, its own `profiles` not among them. */
  async function birthsDuring(profiles: number, job: () => Promise<unknown>): Promise<number> {
    const [before, begun] = [await births(), performance.now()];
    await job();
    return ((await births()) - before - profiles) / ((performance.now() - begun) / 1000);
  }

  try {
    await until(async () => (await births()) > 20, 'creatures to hang', 60_000);
    await oneByOne();
    const idle: number[] = [];
    const busy: number[] = [];
    const crowded: number[] = [];
    const crowdedBusy: number[] = [];
    const alone: number[] = [];
    const beside: number[] = [];
    const [calm, full] = [noSteps(), noSteps()];
    for (let round = 0; round < ROUNDS; round++) {
      await tempo(SLOW);
      idle.push(...(await oneByOne()));
      for (let i = 0; i < EACH; i++) await watched(calm);
      crowded.push(...(await crowd()));
      await tempo(FULL);
      alone.push(await birthsDuring(0, () => new Promise((resolve) => setTimeout(resolve, 3000))));
      beside.push(
        await birthsDuring(EACH, async () => {
          busy.push(...(await oneByOne()));
        }),
      );
      for (let i = 0; i < EACH; i++) await watched(full);
      crowdedBusy.push(...(await crowd()));
    }
    const at = `at ${SLOW} births a second`;
    return [
      compared('one visit, births at full rate', busy, at, idle, BUSY_TARGET_MS),
      compared('twenty at a time', crowded, `one at a time, ${at}`, idle, IDLE_TARGET_MS),
      compared(
        'twenty at a time, births at full rate',
        crowdedBusy,
        `twenty, ${at}`,
        crowded,
        BUSY_TARGET_MS,
      ),
      rate(beside, alone),
      ...VISIT_STEPS.filter((step) => step !== 'queue').map((step) => stepRow(step, full, calm, at)),
    ];
  } finally {
    await show.end();
    remove();
  }
}

/** The p95 of both; the ratio is of the medians. */
function compared(what: string, ours: number[], against: string, theirs: number[], limitMs: number): Row {
  const [a, b] = [summary(ours), summary(theirs)];
  const target = `p95 <= ${limitMs} ms`;
  const row = { what: `${what}, p95`, unit: 'ms', ours: a.p95, against: `${against}, p95`, theirs: b.p95 };
  return { ...row, ratio: ratioOf(a, b), target, met: a.p95 <= limitMs };
}

/** One step of one visit at a time; nobody waits in a queue then. */
function stepRow(step: VisitStep, ours: Steps, theirs: Steps, at: string): Row {
  const [a, b] = [summary(ours[step]), summary(theirs[step])];
  const row = { what: `one visit, births at full rate: step ${step}, median`, unit: 'ms', ours: a.median };
  const against = { against: `${at}, median`, theirs: b.median };
  return { ...row, ...against, ratio: ratioOf(a, b), target: NO_TARGET, met: true };
}

function rate(ours: number[], theirs: number[]): Row {
  const [a, b] = [summary(ours), summary(theirs)];
  const row = {
    what: 'births during visits',
    unit: '/s',
    ours: a.median,
    against: 'without visits',
    theirs: b.median,
  };
  return { ...row, ratio: ratioOf(a, b), target: '>= 0.5', met: a.median / b.median >= 0.5 };
}

const bench: Bench = {
  question: 'how long does a visit take the engine, and what does it take from the births?',
  run,
};
export default bench;
