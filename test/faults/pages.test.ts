import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Event } from '../../engine/show/events.ts';
import type { State } from '../../engine/show/state.ts';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const LIMIT_MS = 180_000;
/** Mean brightness, 0..255, of a wall that hangs; an empty one is below 12. */
const LIT = 25;

describe.skipIf(!hasChromium)('a page of the wall (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let browser: Browser;

  beforeAll(async () => {
    const config = join(folder, 'config.json');
    const params = { columns: 6, tempo: 3, transitionMs: 2000 };
    writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params }));
    show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
    await until(async () => !(await state()).wall.includes(null), 'the wall to hatch', 60_000);
    browser = await openBrowser();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;

  async function freeze(on: boolean) {
    const answer = await fetch(`${show.url}/api/freeze`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ on }),
    });
    expect(answer.status).toBe(200);
  }

  /** Resolves at the next birth, which is then in the middle of its transition. */
  async function nextBirth(): Promise<number> {
    const socket = new WebSocket(`${show.url.replace('http', 'ws')}/api/live`);
    try {
      return await new Promise((resolve, reject) => {
        socket.on('error', reject).on('message', (data) => {
          const { event } = JSON.parse(String(data)) as { event?: Event };
          if (event?.type === 'creature/born') resolve(event.creature);
        });
      });
    } finally {
      socket.close();
    }
  }

  /** A wall page, and the creatures whose pictures came to it since it was loaded last. */
  async function openWall() {
    const page = await browser.newPage({ viewport: { width: 640, height: 360 } });
    const errors: string[] = [];
    const came = new Set<number>();
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('framenavigated', () => came.clear());
    page.on('response', (response) => {
      const id = /\/creatures\/(\d+)\.webp/.exec(response.url())?.[1];
      if (id && response.ok()) came.add(Number(id));
    });
    await page.goto(`${show.url}/wall?sound=0`);
    return { page, errors, came };
  }

  /** Lets births rest, and waits until the page has everybody who hangs then. */
  async function hangsAll({ page, came }: Awaited<ReturnType<typeof openWall>>) {
    await freeze(true);
    await until(async () => (await state()).wall.every((id) => id !== null && came.has(id)), 'all to hang');
    await page.waitForFunction(() => (window.mishmash?.uploads ?? 0) >= window.mishmash!.cells);
    await until(async () => (await brightness(page)) > LIT, 'the wall to be lit');
    await freeze(false);
  }

  async function brightness(page: Page): Promise<number> {
    const { channels } = await sharp(await page.screenshot()).stats();
    return channels.slice(0, 3).reduce((sum, { mean }) => sum + mean, 0) / 3;
  }

  test('loaded again in the middle of a birth hangs everybody, the newborn too', {
    timeout: LIMIT_MS,
  }, async () => {
    const wall = await openWall();
    await hangsAll(wall);
    const newborn = await nextBirth();
    await wall.page.reload();
    await hangsAll(wall);
    const { wall: hanging } = await state();
    if (hanging.includes(newborn)) expect(wall.came).toContain(newborn);
    expect(wall.errors).toEqual([]);
    await wall.page.close();
  });

  test('put to sleep by the browser catches up when it wakes', { timeout: LIMIT_MS }, async () => {
    const wall = await openWall();
    await hangsAll(wall);
    const processes = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
    const renderers = processes.processInfo.filter(({ type }) => type === 'renderer');
    for (const { id } of renderers) process.kill(id, 'SIGSTOP');
    const before = new Set(wall.came);
    const { births } = await state();
    await until(async () => (await state()).births > births + 24, 'the wall to be another', 60_000);
    const asleep = [...wall.came].filter((id) => !before.has(id));
    for (const { id } of renderers) process.kill(id, 'SIGCONT');
    await hangsAll(wall);
    expect(asleep).toEqual([]);
    expect(wall.errors).toEqual([]);
    await wall.page.close();
  });

  test('whose process crashed shows everybody when it is opened again', { timeout: LIMIT_MS }, async () => {
    const wall = await openWall();
    await hangsAll(wall);
    const crashed = wall.page.waitForEvent('crash');
    const browserSide = await wall.page.context().newCDPSession(wall.page);
    browserSide.send('Page.crash').catch(() => {});
    await crashed;
    expect((await fetch(`${show.url}/health`)).status).toBe(200);
    const again = await openWall();
    await hangsAll(again);
    expect(again.errors).toEqual([]);
    await again.page.close();
  });
});
