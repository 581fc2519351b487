import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const LIMIT_MS = 90_000;

/** Listens to all that goes to the loudspeakers: window.loudness() is its level now. Runs in the page. */
function listen(): void {
  const connect = AudioNode.prototype.connect;
  const analysers = new Map<BaseAudioContext, AnalyserNode>();
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    if (to[0] instanceof AudioDestinationNode) {
      const ears = analysers.get(this.context) ?? new AnalyserNode(this.context, { fftSize: 32_768 });
      analysers.set(this.context, ears);
      (connect as (to: AudioNode) => AudioNode).call(this, ears);
    }
    return (connect as (...args: unknown[]) => AudioNode).apply(this, to);
  } as typeof connect;
  Object.assign(window, {
    loudness: () =>
      [...analysers.values()].reduce((sum, ears) => {
        const samples = new Float32Array(ears.fftSize);
        ears.getFloatTimeDomainData(samples);
        return sum + Math.sqrt(samples.reduce((power, x) => power + x * x, 0) / samples.length);
      }, 0),
  });
}

describe.skipIf(!hasChromium)('the wall is heard (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let browser: Browser;

  beforeAll(async () => {
    show = await startShow(await freePort(), ['--data', join(folder, 'data')]);
    browser = await openBrowser();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
  });

  async function wall(query = ''): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 640, height: 360 } });
    await page.addInitScript(listen);
    await page.goto(`${show.url}/wall${query}`);
    return page;
  }
  const order = (path: string, body: unknown) =>
    fetch(`${show.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const loudness = (page: Page) =>
    page.evaluate(() => (window as unknown as { loudness(): number }).loudness());

  test('from the first touch on; a blackout and volume 0 are silent', { timeout: LIMIT_MS }, async () => {
    const page = await wall();
    await page.getByText('touch the page once for sound').waitFor();
    expect(await loudness(page)).toBe(0);
    await page.mouse.click(100, 100);
    await until(async () => (await loudness(page)) > 0.001, 'the wall to be heard');
    await order('/api/blackout', { on: true });
    await until(async () => (await loudness(page)) < 1e-4, 'silence in the dark');
    await order('/api/blackout', { on: false });
    await until(async () => (await loudness(page)) > 0.001, 'the wall to be heard again');
    await order('/api/params', { param: 'volume', value: 0 });
    await until(async () => (await loudness(page)) < 1e-4, 'silence at volume 0');
    await page.close();
  });

  test('a second projector is silent', { timeout: LIMIT_MS }, async () => {
    await order('/api/params', { param: 'volume', value: 1 });
    const page = await wall('?sound=0');
    await page.mouse.click(100, 100);
    await page.waitForTimeout(4000);
    expect(await loudness(page)).toBe(0);
    expect(await page.locator('#status').innerText()).toBe('');
    await page.close();
  });
});
