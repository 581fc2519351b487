import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WallFigures } from '../../sketch/wall/meter.ts';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const LIMIT_MS = 90_000;
/** What two pages' idea of the engine's clock may differ by: half a frame. */
const CLOCK_MS = 8;
const BIRTHS = 24;
/** Drawn in software, a window may stand still for longer than births are told ahead, and hears of one too late. */
const STALLED_SHARE = 0.3;

/** Births seen in the page and when each was drawn first; runs in the page. */
const figures = (page: Page) =>
  page.evaluate(() => (window as unknown as { mishmash: WallFigures }).mishmash.births);

describe.skipIf(!hasChromium)('several windows are one wall (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let browsers: Browser[] = [];

  beforeAll(async () => {
    const config = join(folder, 'config.json');
    const params = { tempo: 4, columns: 12 };
    writeFileSync(config, JSON.stringify({ osc: { enabled: false }, wall: { aspect: 32 / 9 }, params }));
    show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
    browsers = await Promise.all([openBrowser(), openBrowser()]);
  }, LIMIT_MS);
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await show?.end();
    remove();
  });

  async function wall(browser: Browser, query: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 480, height: 270 } });
    await page.goto(`${show.url}/wall${query}`);
    return page;
  }

  test('and begin the same birth within one frame', { timeout: LIMIT_MS }, async () => {
    const pages = await Promise.all(browsers.map((browser, i) => wall(browser, `?part=2x1@${i},0`)));
    for (const page of pages)
      await until(async () => (await figures(page)).length > 4, 'births in every window');
    const from = Date.now();
    const seen = async (page: Page) => (await figures(page)).filter(({ frameAt }) => frameAt > from);
    const both = async () => {
      const [left, right] = await Promise.all(pages.map(seen));
      return left!.flatMap((here) => {
        const there = right!.find(({ creature }) => creature === here.creature);
        return there ? [[here, there] as const] : [];
      });
    };
    await until(async () => (await both()).length >= BIRTHS, 'births seen in both windows');
    // Each window draws a birth in its first frame after one and the same moment: that lies after the frame before in
    // both, however long their frames take.
    const apart = (await both()).map(([a, b]) => Math.max(a.beforeAt - b.frameAt, b.beforeAt - a.frameAt));
    const frames = (await both()).flat().map(({ frameAt, beforeAt }) => frameAt - beforeAt);
    const late = apart.filter((ms) => ms > CLOCK_MS);
    console.log(`${apart.length} births, ${late.length} more than a frame apart: ${late.join(', ')} ms`);
    console.log(`frames of ${Math.min(...frames)} to ${Math.max(...frames)} ms`);
    expect(late.length / apart.length).toBeLessThan(STALLED_SHARE);
    for (const page of pages) await page.close();
  });

  test('a part that is none is refused in words', { timeout: LIMIT_MS }, async () => {
    const page = await wall(browsers[0]!, '?part=2x1@2,0');
    const words = await page.getByRole('alert').innerText();
    expect(words).toContain('“2x1@2,0” is no part of a wall');
    expect(words).toContain('/wall?part=2x1@0,0');
    expect(await page.locator('canvas:visible').count()).toBe(0);
    await page.close();
  });
});
