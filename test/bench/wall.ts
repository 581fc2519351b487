import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../tools/browser.ts';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';
import { type Bench, type Row, ratioOf, type Sample, summary } from './bench.ts';
import { GPU_TIME } from './peers/gpu-time.ts';
import { servePeers } from './peers/wall-peers.ts';
import { NO_TARGET } from './table.ts';

/** Walls of some 64, 256, 400 and 1600 cells; the targets hold for the third. */
const WALLS = [
  { columns: 11, aspect: 16 / 9 },
  { columns: 23, aspect: 16 / 9 },
  { columns: 29, aspect: 16 / 9, targets: true },
  { columns: 40, aspect: 1 / 1.16 },
];
const BIRTHS = 10;
/** What the wall does meanwhile, round by round. */
const ROUNDS = ['morph', 'scan'];
const WARM_MS = 2000;
const WATCHED_MS = 4000;
const VIEW = { width: 1920, height: 1080 };
const LIMIT_TARGET = 1.5;
const NAIVE_TARGET = 0.1;

interface Contender {
  url: string;
  /** Asks the page for the script times of its last frames, in ms. */
  ask: string;
  /** Asks the page how many pictures it has on the card. */
  hung: string;
}

interface Watched {
  /** ms of script, frame by frame. */
  script: number[];
  /** ms from frame to frame on the average, with all that the browser draws. */
  frameMs: number;
  /** ms that the card worked on each frame; none where it cannot tell. */
  gpu: number[];
}

/** What a page does that is alone on the screen, once it shows all of its cells. */
async function watched(browser: Browser, { url, ask, hung }: Contender, cells: number): Promise<Watched> {
  const page = await browser.newPage({ viewport: VIEW });
  await page.addInitScript(GPU_TIME);
  await page.goto(url, { waitUntil: 'commit', timeout: 120_000 });
  const count = () => page.evaluate<number>(hung).catch(() => 0);
  await until(async () => (await count()) >= cells, `the cells of ${url}`, 120_000);
  await page.waitForTimeout(WARM_MS);
  await page.evaluate(ask);
  await page.evaluate('window.gpuMs()');
  const begun = performance.now();
  await page.waitForTimeout(WATCHED_MS);
  const script = await page.evaluate<number[]>(ask);
  const frameMs = (performance.now() - begun) / Math.max(1, script.length);
  const gpu = await page.evaluate<number[]>('window.gpuMs()');
  await page.close();
  return { script, frameMs, gpu };
}

/** Script time of a wall's frame, as it breeds with every transition in turn, beside its peers. */
async function run(): Promise<Row[]> {
  const peers = await servePeers();
  const browser = await openBrowser();
  const rows: Row[] = [];
  try {
    for (const wall of WALLS) rows.push(...(await measured(browser, peers.url, wall)));
  } finally {
    await browser.close();
    peers.stop();
  }
  return rows;
}

async function measured(
  browser: Browser,
  peersUrl: string,
  { columns, aspect, targets = false }: (typeof WALLS)[number],
): Promise<Row[]> {
  const { folder, remove } = temporaryFolder();
  const config = join(folder, 'config.json');
  writeFileSync(
    config,
    JSON.stringify({ osc: { enabled: false }, wall: { aspect }, params: { columns, tempo: BIRTHS } }),
  );
  const show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
  const turn = (param: string, value: unknown) =>
    fetch(`${show.url}/api/params`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ param, value }),
    });
  try {
    const state = async () => (await (await fetch(`${show.url}/api/state`)).json()).state;
    await until(async () => !(await state()).wall.includes(null), 'a full wall', 180_000);
    const cells = (await state()).wall.length;
    const side = VIEW.width / columns <= 64 ? 64 : VIEW.width / columns <= 140 ? 128 : 256;
    const query = `cells=${cells}&side=${side}&births=${BIRTHS}`;
    const ask = 'window.scriptMs()';
    const contenders: Record<'wall' | 'bare' | 'naive', Contender> = {
      wall: {
        url: `${show.url}/wall?sound=0`,
        ask: 'window.mishmash.takeScriptMs()',
        hung: 'window.mishmash?.uploads ?? 0',
      },
      bare: { url: `${peersUrl}/bare?${query}`, ask, hung: 'window.hung ?? 0' },
      naive: { url: `${peersUrl}/naive?${query}`, ask, hung: 'window.hung ?? 0' },
    };
    const script: Record<keyof typeof contenders, number[]> = { wall: [], bare: [], naive: [] };
    const frames: typeof script = { wall: [], bare: [], naive: [] };
    const gpu: typeof script = { wall: [], bare: [], naive: [] };
    for (const transition of ROUNDS) {
      await turn('transition', transition);
      for (const name of ['wall', 'bare', 'naive'] as const) {
        const seen = await watched(browser, contenders[name], cells);
        script[name].push(...seen.script);
        frames[name].push(seen.frameMs);
        gpu[name].push(...seen.gpu);
      }
    }
    const [wall, bare, naive] = [script.wall, script.bare, script.naive].map(summary) as [
      Sample,
      Sample,
      Sample,
    ];
    const rows = rowsOf(cells, wall, bare, naive);
    rows.push(drawn(`${cells} cells: from frame to frame`, frames.wall, 'bare texture array', frames.bare));
    const work = `${cells} cells: the card's work on a frame, median`;
    if (gpu.wall.length > 0) {
      rows.push(drawn(work, gpu.wall, 'bare texture array', gpu.bare));
      rows.push(drawn(work, gpu.wall, 'p5 image() a cell', gpu.naive));
    }
    return targets ? rows : rows.map((row) => ({ ...row, target: NO_TARGET, met: true }));
  } finally {
    await show.end();
    remove();
  }
}

function rowsOf(cells: number, wall: Sample, bare: Sample, naive: Sample): Row[] {
  const against = (what: string, name: string, theirs: Sample, most: number, target: string): Row => ({
    what: `${cells} cells: script of a frame, ${what}`,
    unit: 'ms',
    ours: wall.median,
    against: name,
    theirs: theirs.median,
    ratio: ratioOf(wall, theirs),
    target,
    met: wall.median <= theirs.median * most,
  });
  return [
    against('median', 'bare texture array', bare, LIMIT_TARGET, `<= ${LIMIT_TARGET}x`),
    against('median', 'p5 image() a cell', naive, NAIVE_TARGET, `<= ${NAIVE_TARGET}x`),
    {
      ...against('p95', 'bare texture array, p95', bare, 1, '<= 4 ms'),
      ours: wall.p95,
      theirs: bare.p95,
      ratio: wall.p95 / bare.p95,
      met: wall.p95 <= 4,
    },
  ];
}

/** With a GPU frames come with the screen, sixty a second; without one "the card" is the processor. */
function drawn(what: string, ours: number[], against: string, others: number[]): Row {
  const [mine, theirs] = [summary(ours), summary(others)];
  const both = { what, unit: 'ms', ours: mine.median, against, theirs: theirs.median };
  return { ...both, ratio: ratioOf(mine, theirs), target: NO_TARGET, met: true };
}

const bench: Bench = { question: 'what does a frame of the wall cost the page?', run };
export default bench;
