import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../tools/browser.ts';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';
import { type Bench, type Row, ratioOf, type Sample, summary } from './bench.ts';
import { NO_TARGET } from './table.ts';

const ROUNDS = 3;
const LINK_BYTES_PER_S = 20e6 / 8;
const LATENCY_MS = 5;
const WALL_TARGET_KB = 600;
/** What a page shows once it is of use. */
const PAGES = {
  wall: 'window.mishmash?.uploads ?? 0',
  booth: 'document.querySelectorAll("#booth *").length',
  me: 'document.querySelectorAll("input[type=file]").length',
  desk: 'document.querySelectorAll("input[type=range]").length',
  calibrate: 'document.querySelectorAll("h2").length',
};

/** Bytes, requests and time of a page that was never open before, until it is of use, over a link of 20 Mbit/s. */
async function opened(browser: Browser, url: string, ready: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: LINK_BYTES_PER_S,
    uploadThroughput: LINK_BYTES_PER_S,
  });
  let bytes = 0;
  let requests = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  const begun = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await until(
    async () => (await page.evaluate<number>(ready).catch(() => 0)) > 0,
    `${url} to be of use`,
    60_000,
  );
  const found = { ms: performance.now() - begun, kB: bytes / 1000, requests };
  await context.close();
  return found;
}

async function run(): Promise<Row[]> {
  const { folder, remove } = temporaryFolder();
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ osc: { enabled: false } }));
  const show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
  const browser = await openBrowser();
  const rows: Row[] = [];
  try {
    const state = async () => (await (await fetch(`${show.url}/api/state`)).json()).state;
    await until(async () => !(await state()).wall.includes(null), 'a full wall', 60_000);
    for (const [name, ready] of Object.entries(PAGES)) {
      const all = [];
      for (let i = 0; i < ROUNDS; i++) all.push(await opened(browser, `${show.url}/${name}`, ready));
      const kB = summary(all.map((one) => one.kB));
      const ms = summary(all.map((one) => one.ms));
      const link: Sample = { median: (kB.median * 1e6) / LINK_BYTES_PER_S, p95: 0, spread: 0 };
      const most = name === 'wall' ? WALL_TARGET_KB : Number.POSITIVE_INFINITY;
      rows.push({
        what: `/${name}: ${all[0]!.requests} requests until it is of use`,
        unit: 'kB',
        ours: kB.median,
        against: 'target',
        theirs: name === 'wall' ? WALL_TARGET_KB : kB.median,
        ratio: name === 'wall' ? kB.median / WALL_TARGET_KB : null,
        target: name === 'wall' ? `<= ${WALL_TARGET_KB} kB` : NO_TARGET,
        met: kB.median <= most,
      });
      rows.push({
        what: `/${name}: until it is of use`,
        unit: 'ms',
        ours: ms.median,
        against: 'its bytes over the link alone',
        theirs: link.median,
        ratio: ratioOf(ms, link),
        target: NO_TARGET,
        met: true,
      });
    }
  } finally {
    await browser.close();
    await show.end();
    remove();
  }
  return rows;
}

const bench: Bench = { question: 'how much is a page, over 20 Mbit/s, until it is of use?', run };
export default bench;
