import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WallFigures } from '../../sketch/wall/meter.ts';
import { openBrowser, picture } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const artefacts = join(import.meta.dirname, '../../artefacts');
const LIMIT_MS = 90_000;
/** Small enough to be drawn in time without a graphics card. */
const SMALL = { width: 480, height: 270 };

describe.skipIf(!hasChromium)('morphs on the wall (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    show = await startShow(await freePort(), ['--data', join(folder, 'data')]);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: SMALL });
    await turn('columns', 4);
    await page.goto(`${show.url}/wall?sound=0`);
    const wall = async () => (await (await fetch(`${show.url}/api/state`)).json()).state.wall;
    await until(async () => !(await wall()).includes(null), 'a full wall', 30_000);
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
  });

  async function turn(param: string, value: number | string) {
    const body = JSON.stringify({ param, value });
    const headers = { 'content-type': 'application/json', origin: show.url };
    const { status } = await fetch(`${show.url}/api/params`, { method: 'POST', headers, body });
    expect(status).toBe(200);
  }
  const shown = () =>
    page.evaluate(() => (window as unknown as { mishmash: WallFigures }).mishmash.inbetweens);
  const births = async (): Promise<number> =>
    (await (await fetch(`${show.url}/api/state`)).json()).state.births;

  test('go through pictures of the generator, as many as its time affords, and births keep their beat', {
    timeout: LIMIT_MS,
  }, async () => {
    expect(await shown()).toBe(0);
    await turn('transitionMs', 3000);
    await turn('transition', 'morph');
    await until(async () => (await shown()) > 20, 'in-between pictures to be shown', 30_000);
    await picture(page, join(artefacts, 'morph.png'));
    const [from, begun] = [await births(), performance.now()];
    await page.waitForTimeout(8000);
    const perS = ((await births()) - from) / ((performance.now() - begun) / 1000);
    expect(perS).toBeGreaterThan(0.7);
    const { edges } = await (await fetch(`${show.url}/health`)).json();
    expect(edges.inbetweens.figures.perBirth).toBeGreaterThan(0);
  });

  test('and where none are wanted the wall morphs by itself', { timeout: LIMIT_MS }, async () => {
    await turn('inbetween', 0);
    await page.waitForTimeout(5000);
    const before = await shown();
    await page.waitForTimeout(4000);
    expect(await shown()).toBe(before);
  });

  test('a wall that cannot keep up draws half of its pixels, and nobody draws in-betweens for it', {
    timeout: LIMIT_MS,
  }, async () => {
    await page.close();
    await turn('inbetween', -1);
    const slow = await browser.newPage({ viewport: SMALL });
    const devtools = await slow.context().newCDPSession(slow);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 40 });
    await slow.goto(`${show.url}/wall?sound=0`);
    const width = () => slow.evaluate(() => document.querySelector<HTMLCanvasElement>('#wall canvas')?.width);
    await until(async () => (await width()) === SMALL.width / 2, 'half of the pixels', 60_000);
    const figures = async () =>
      (await (await fetch(`${show.url}/health`)).json()).edges.inbetweens.figures as Record<string, number>;
    await until(async () => (await figures()).perBirth === 0, 'no more in-betweens to be planned');
    await slow.waitForTimeout(3500);
    const { drawn } = await figures();
    const from = await births();
    await until(async () => (await births()) > from + 2, 'births');
    expect((await figures()).drawn).toBe(drawn);
  });
});
