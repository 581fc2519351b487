import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { State } from '../../engine/show/state.ts';
import { openBrowser } from '../tools/browser.ts';
import { CHROMIUM, hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const LIMIT_MS = 240_000;
/** Mean brightness, 0..255, of a wall that hangs; an empty one is below 12. */
const LIT = 25;
const artefacts = join(import.meta.dirname, '../../artefacts');

describe.skipIf(!hasChromium)('a wall without WebGL (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  const browsers: Browser[] = [];
  let show: RunningShow;

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    show = await startShow(await freePort(), ['--data', join(folder, 'data')]);
    await until(async () => !(await state()).wall.includes(null), 'the wall to hatch', 120_000);
  }, LIMIT_MS);
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await show?.end();
    remove();
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
  const blind = async () => (await state()).faults.filter(({ code }) => code === 'wall-blind');

  test('shows who hangs, says why so plainly, is a fault, and none once it is drawn again', {
    timeout: LIMIT_MS,
  }, async () => {
    const args = ['--headless', '--no-sandbox', '--disable-3d-apis', '--disable-gpu'];
    const dark = await chromium.launch({ executablePath: CHROMIUM, args });
    browsers.push(dark);
    const page = await dark.newPage({ viewport: { width: 960, height: 540 } });
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(`${show.url}/wall?sound=0`);
    await page.getByRole('alert').getByText('No WebGL in this browser').waitFor();
    const brightness = async (): Promise<number> => {
      const shot = await page.screenshot({ path: join(artefacts, 'wall-plain.png') });
      const { channels } = await sharp(shot).stats();
      return channels.slice(0, 3).reduce((sum, { mean }) => sum + mean, 0) / 3;
    };
    await until(async () => (await brightness()) > LIT, 'the plain wall to be lit', 60_000);
    await until(async () => (await blind()).length === 1, 'the fault');
    expect(await blind()).toMatchObject([{ where: '1x1@0,0' }]);
    const { births } = await state();
    const cells = () =>
      page.evaluate(() => document.querySelector<HTMLCanvasElement>('#wall canvas')!.toDataURL());
    const before = await cells();
    await until(async () => (await state()).births > births + 3, 'births');
    await until(async () => (await cells()) !== before, 'the plain wall to change');
    expect(errors).toEqual([]);
    await page.close();

    const sighted = await openBrowser();
    browsers.push(sighted);
    const wall = await sighted.newPage({ viewport: { width: 960, height: 540 } });
    await wall.goto(`${show.url}/wall?sound=0`);
    await until(async () => (await blind()).length === 0, 'the fault to be cleared');
    expect(await wall.locator('#blind').isHidden()).toBe(true);
  });
});
