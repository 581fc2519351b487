import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendar } from '../../engine/calendar.ts';
import { DAYS, localTime } from '../../engine/show/hours.ts';
import { DROWSY_MS } from '../../engine/show/sleep.ts';
import type { State } from '../../engine/show/state.ts';
import { openBrowser, picture } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const artefacts = join(import.meta.dirname, '../../artefacts');
const LIMIT_MS = 240_000;
const FALLING_ASLEEP_MS = DROWSY_MS + 2000;

describe.skipIf(!hasChromium)('a closed house (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'config.json');
  let show: RunningShow;
  let opened = 0;
  let browser: Browser;
  const start = async () => startShow(await freePort(), ['--config', file, '--data', join(folder, 'data')]);

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    // Closed today and tomorrow, whenever that is.
    const soon = [0, 86_400_000].map((ms) => localTime(calendar, Date.now() + ms).slice(0, 10));
    const except = Object.fromEntries(soon.map((date) => [date, null]));
    const hours = { open: '10:00', close: '18:00', days: DAYS, except };
    writeFileSync(file, JSON.stringify({ hours, params: { columns: 4 } }));
    show = await start();
    opened = Date.now();
    browser = await openBrowser();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
  const open = async (path: string) => {
    const page = await browser.newPage({ viewport: { width: 800, height: 450 } });
    await page.goto(`${show.url}${path}`);
    return page;
  };
  const light = (page: Page) =>
    page.evaluate(async () => {
      const canvas = document.querySelector('canvas')!;
      const small = new OffscreenCanvas(40, 40);
      const pen = small.getContext('2d')!;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      pen.drawImage(canvas, 0, 0, 40, 40);
      const { data } = pen.getImageData(0, 0, 40, 40);
      return data.reduce((sum, value, i) => (i % 4 === 3 ? sum : sum + value), 0) / (40 * 40 * 3);
    });

  test('hatches a whole wall, and rests; dim, not black; wakes by hand with its look', {
    timeout: LIMIT_MS,
  }, async () => {
    await until(async () => !(await state()).wall.includes(null), 'a whole wall', 60_000);
    expect((await state()).sleep.asleep).toBe(true);
    const booth = await open('/booth');
    await booth.getByText('The machine is asleep.').waitFor();
    await booth.getByText(/It sleeps until \w+day.* 10:00\./).waitFor();
    await booth.keyboard.press('Space');
    const wall = await open('/wall');
    await until(async () => (await light(wall)) > 12, 'the night', 60_000);
    await picture(wall, join(artefacts, 'asleep-wall.png'));
    await picture(booth, join(artefacts, 'asleep-booth.png'));
    const night = await light(wall);
    const phone = await open('/me');
    await phone.getByText('The machine is asleep.').waitFor();
    await phone.close();
    // It falls asleep over some seconds, in which a last creature may be born.
    await until(async () => Date.now() - opened > FALLING_ASLEEP_MS, 'deep sleep');
    const { births } = await state();
    await wall.waitForTimeout(3000);
    expect((await state()).births).toBe(births);
    expect((await state()).visit).toBeNull();
    const desk = await open('/desk');
    await desk.getByText(/asleep until 20/).waitFor();
    await picture(desk, join(artefacts, 'asleep-desk.png'));
    await desk.getByRole('button', { name: 'wake' }).click();
    await desk.close();
    await booth.getByText('The machine is hungry for material.').waitFor();
    await booth.close();
    await until(async () => (await light(wall)) > night * 1.5, 'light', 60_000);
    await until(async () => (await state()).births > births, 'births', 30_000);
    await show.end();
    show = await start();
    expect((await state()).sleep).toMatchObject({ asleep: false, byHand: true });
  });
});
