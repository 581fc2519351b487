import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupOf } from '../../engine/show/sensing/calibration.ts';
import type { State } from '../../engine/show/state.ts';
import { timeText } from '../../sketch/calibrate/stretches.ts';
import { EMPTY_MS, OCCUPIED_MS, playedRoom, SENSORS } from '../show/sensing/played-room.ts';
import { violations } from '../tools/axe.ts';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { handsOf } from '../tools/keyboard.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const LIMIT_MS = 400_000;
/** Later, too little of the empty room is left to be recorded. */
const LATE_MS = EMPTY_MS - 68_000;
const MAX_CLICKS = 12;

describe.skipIf(!hasChromium)('a room is calibrated (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  const hourAgo = Math.floor((Date.now() - 3_600_000) / 1000) * 1000;
  const errors: string[] = [];
  let show: RunningShow;
  let startedAt = 0;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    writeFileSync(join(folder, 'room.csv'), playedRoom(hourAgo));
    const board = { recording: join(folder, 'room.csv'), sensors: SENSORS };
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params: { columns: 4 }, board }));
    show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
    startedAt = Date.now();
    const brought = await fetch(`${show.url}/api/traces`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv' },
      body: playedRoom(hourAgo),
    });
    expect(brought.status).toBe(201);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${show.url}/calibrate`);
    await page.getByRole('region', { name: 'sensors' }).waitFor();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
    expect(errors).toEqual([]);
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
  const calibration = async () => (await state()).calibration;
  const thresholds = async () => {
    const { config, set } = await calibration();
    return setupOf(config, set).sensors;
  };
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  test('with few clicks: record, record, apply, save; the sensors follow', {
    timeout: LIMIT_MS,
  }, async () => {
    let clicks = 0;
    const click = async (name: string) => {
      clicks += 1;
      await button(name).click();
    };
    await until(async () => 'sonar' in (await state()).present, 'the wall to be mistaken for somebody');
    await page.getByLabel('seconds to walk before a recording').fill('0');
    // The room is played over and over; where it is too late in it, the next time is waited for.
    const said = page.getByLabel('sensor eye').locator('output').first();
    const somebody = (stands: boolean) =>
      until(async () => (await said.innerText()).endsWith('cm') === stands, `somebody: ${stands}`, 150_000);
    if (Date.now() - startedAt > LATE_MS) {
      await somebody(true);
      await somebody(false);
    }
    await click('● record empty');
    await page.getByLabel('recording empty').getByText('✓').waitFor({ timeout: 90_000 });
    await somebody(true);
    await click('● record occupied');
    await page.getByLabel('recording occupied').getByText('✓').waitFor({ timeout: 60_000 });
    await page.getByLabel('proposed for sonar').getByText('is somebody, farther').waitFor();
    await click('apply all');
    await until(async () => (await thresholds()).eye!.nearCm < 180, 'the thresholds to hold');
    await click('save as a version');
    await until(async () => (await calibration()).current === 1, 'the version');
    console.log(`from an uncalibrated room to saved thresholds: ${clicks} clicks`);
    expect(clicks).toBeLessThan(MAX_CLICKS);
    const { sonar } = await thresholds();
    expect(sonar!.nearCm).toBeGreaterThan(70);
    expect(sonar!.nearCm).toBeLessThan(140);
    await until(
      async () => Object.keys((await state()).present).length === 0,
      'the wall to be nobody',
      90_000,
    );
  });

  test('what is set goes back to the configuration; the loss is said', { timeout: LIMIT_MS }, async () => {
    const grip = page.getByRole('slider', { name: 'near of eye' });
    const before = (await thresholds()).eye!;
    await grip.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await until(async () => (await thresholds()).eye!.nearCm === before.nearCm - 11, 'the arrow keys');
    const box = (await grip.boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y - 60, { steps: 5 });
    await page.mouse.up();
    await until(async () => (await thresholds()).eye!.nearCm > before.farCm, 'the line to be dragged');
    await until(async () => {
      const { nearCm, farCm } = (await thresholds()).eye!;
      return nearCm === farCm;
    }, 'far to be taken along');
    await button('look at 0').click();
    await page.getByRole('region', { name: 'versions' }).getByText('will be lost').waitFor();
    await button('go back to 0').click();
    await until(async () => (await calibration()).current === 0, 'the way back');
    expect((await thresholds()).eye).toMatchObject({ nearCm: 180, farCm: 220 });
  });

  test('by keyboard alone, from what was told an hour ago; tried on it, and saved', {
    timeout: LIMIT_MS,
  }, async () => {
    const { type, press } = handsOf(page);
    await page.reload();
    await page.getByRole('region', { name: 'record' }).waitFor();
    await press('or take stretches');
    await type('stretch from', timeText(hourAgo));
    await type('stretch to', timeText(hourAgo + EMPTY_MS));
    await press('take as empty');
    await type('stretch from', timeText(hourAgo + EMPTY_MS + 1000));
    await type('stretch to', timeText(hourAgo + EMPTY_MS + OCCUPIED_MS));
    await press('take as occupied');
    await page.getByLabel('proposed for eye').getByText('is somebody, farther').waitFor();

    await type('try from', timeText(hourAgo));
    await type('try to', timeText(hourAgo + EMPTY_MS + OCCUPIED_MS));
    await press('try this stretch');
    const sonar = page.getByLabel('tried on sonar');
    await sonar.getByText('proposed:').getByText('1 stay,').waitFor();
    const current = await sonar.getByText('current:').innerText();
    expect(current).toMatch(/current: \d+ stays?, \d/);

    await press('apply all');
    await until(async () => (await thresholds()).sonar!.nearCm < 140, 'the thresholds to hold');
    await press('save as a version');
    await until(async () => (await calibration()).current === 2, 'the version');

    await press('run the self-test');
    await page.getByRole('row', { name: 'thresholds saved ✓ pass version 2' }).waitFor();
    await page.getByRole('row', { name: /^sensor eye ✓ pass/ }).waitFor();
  });

  test('a stretch is chosen by dragging over what was told', { timeout: LIMIT_MS }, async () => {
    const closed = page.locator('#record details:not([open]) > summary');
    if ((await closed.count()) > 0) await closed.click();
    await button('show the last 2 hours').click();
    const over = page.locator('.history .u-over');
    const { x, y, width } = (await over.boundingBox())!;
    await page.mouse.move(x + width / 4, y + 40);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + 60, { steps: 4 });
    await page.mouse.up();
    await page
      .getByLabel('record')
      .getByText(/^(29|30) min \d+ s$/)
      .waitFor();
  });

  test('a short recording is refused in plain words; nothing is wrong for a reader of screens', {
    timeout: LIMIT_MS,
  }, async () => {
    await page.getByLabel('seconds to walk before a recording').fill('0');
    await button('● record empty').click();
    await page.waitForTimeout(1500);
    await button('■ stop empty').click();
    await page.getByLabel('proposed for sonar').getByText('too short').waitFor();
    expect(await button('apply all').isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
  });
});
