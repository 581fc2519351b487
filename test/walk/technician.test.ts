import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LAMPS } from '../../engine/show/lamp.ts';
import type { State } from '../../engine/show/state.ts';
import { violations } from '../tools/axe.ts';
import { filmOf, openBrowser, picture } from '../tools/browser.ts';
import { has, hasChromium } from '../tools/has.ts';
import { handsOf } from '../tools/keyboard.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const artefacts = join(root, 'artefacts');
const ready = hasChromium && has('ffmpeg');
const LIMIT_MS = 400_000;
const NARROW = { width: 1024, height: 768 };

describe.skipIf(!ready)(
  'the technician walks from lamp to sound (needs: apt-get install chromium ffmpeg)',
  () => {
    const { folder, remove } = temporaryFolder();
    const errors: string[] = [];
    const posted: string[] = [];
    let show: RunningShow;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      mkdirSync(artefacts, { recursive: true });
      const config = join(folder, 'config.json');
      const visit = { noticeMs: 1500, captureMs: 200_000, captcha: false };
      writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params: { columns: 4 }, visit }));
      show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
      await until(async () => !(await state()).wall.includes(null), 'the first wall to hatch', 120_000);
      browser = await openBrowser(
        filmOf([{ picture: join(root, 'test/fixtures/portrait-b.jpg'), seconds: 2 }], folder),
      );
      page = await open('/calibrate', NARROW);
      page.on('request', (request) => request.method() === 'POST' && posted.push(request.url()));
      await page.getByRole('region', { name: 'latency' }).waitFor();
    }, LIMIT_MS);
    afterAll(async () => {
      await browser?.close();
      await show?.end();
      remove();
      expect(errors).toEqual([]);
    });

    const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
    const stage = (what: string) => page.getByRole('row', { name: what });

    async function open(path: string, viewport = { width: 1280, height: 720 }): Promise<Page> {
      const opened = await browser.newPage({ viewport });
      opened.on('pageerror', (error) => errors.push(`${path}: ${error.message}`));
      await opened.goto(show.url + path);
      return opened;
    }

    test('by keyboard alone each pattern of the lamp is tried out, and the sheet has what was seen', {
      timeout: LIMIT_MS,
    }, async () => {
      const { press } = handsOf(page);
      const seen = page.getByRole('group', { name: 'what was seen of the lamp' });
      for (const pattern of LAMPS) {
        await press(`${pattern} (`);
        await seen.getByText(`${pattern}: `).waitFor();
        expect((await state()).lamp?.pattern).toBe(pattern);
        await press('yes, it did');
      }
      await page.getByText('plays,').waitFor({ state: 'hidden' });
      await press('run the self-test');
      await page.getByRole('row', { name: 'lamp ✓ pass every pattern was seen' }).waitFor();
      await press('off (');
      await press('no, it did not');
      await press('run the self-test');
      await page.getByRole('row', { name: 'lamp ▲ FAIL not seen: off' }).waitFor();
    });

    test('the camera is looked through on a deliberate step only, and nothing of it is sent', {
      timeout: LIMIT_MS,
    }, async () => {
      const { press } = handsOf(page);
      const camera = page.getByRole('region', { name: 'camera' });
      const isOpen = () =>
        camera.locator('video').evaluate((video) => {
          const stream = (video as HTMLVideoElement).srcObject as MediaStream | null;
          return stream?.getTracks().some(({ readyState }) => readyState === 'live') ?? false;
        });
      expect(await isOpen()).toBe(false);
      const before = posted.length;
      await press('look through the camera');
      await camera.getByText('as the booth wants it').waitFor({ timeout: 60_000 });
      const size = await camera.getByRole('row', { name: 'face' }).innerText();
      const percent = Number(/(\d+) % of the picture/.exec(size)?.[1]);
      expect(percent).toBeGreaterThan(26);
      expect(percent).toBeLessThan(85);
      await camera.getByText('well lit').waitFor();
      console.log(size);
      expect(await violations(page)).toEqual([]);
      await camera.scrollIntoViewIfNeeded();
      await picture(page, join(artefacts, 'calibrate-camera.png'));
      await press('close the camera');
      await until(async () => !(await isOpen()), 'the camera to be closed');
      expect(posted.length).toBe(before);
      await press('run the self-test');
      await page.getByRole('row', { name: 'camera framing ✓ pass' }).waitFor();
    });

    test('without a booth the latency test says what is missing', { timeout: LIMIT_MS }, async () => {
      const { press } = handsOf(page);
      await press('press and measure');
      await stage('press to visit begun')
        .getByText(/\d+ ms/)
        .first()
        .waitFor();
      await stage('notice over to camera open').getByText('no booth is open').waitFor({ timeout: 60_000 });
      expect((await state()).phase).toBe('capture');
      // A visitor's lamp is nobody's to play with.
      await press('tick (');
      await page.getByRole('region', { name: 'lamp test' }).getByText('A visitor needs the lamp.').waitFor();
      await press('hold the button');
      await until(async () => (await state()).visit === null, 'the visit to end');
    });

    test('from the press to the sound, each stage in ms', { timeout: LIMIT_MS }, async () => {
      const { press } = handsOf(page);
      const wall = await open('/wall', { width: 640, height: 360 });
      await wall.waitForFunction(() => (window.mishmash?.uploads ?? 0) >= window.mishmash!.cells, null, {
        timeout: 60_000,
      });
      await wall.mouse.click(100, 100);
      const booth = await open('/booth');
      await booth.locator('.big-button').waitFor();
      await press('measure the next press');
      await page.getByText('press the button now').waitFor();
      await booth.keyboard.press('Space');
      await booth.locator('input.name').waitFor({ timeout: 180_000 });
      for (const consent of await booth.getByRole('switch').all()) await consent.click();
      await booth.locator('.choice.go').click();
      await booth.locator('.triptych .hybrid img').waitFor({ timeout: 120_000 });
      const figures: Record<string, number> = {};
      for (const what of [
        'press to visit begun',
        'notice over to camera open',
        'camera open to photo sent',
        'photo sent to profile born',
        'birth due to wall drawn',
        'birth to sound begun',
      ]) {
        const took = stage(what).locator('td').first();
        await until(async () => /^\d+ ms$/.test(await took.innerText()), what, 60_000);
        figures[what] = Number.parseInt(await took.innerText(), 10);
      }
      console.log(figures);
      expect(figures['camera open to photo sent']).toBeGreaterThan(1000);
      await stage('birth to sound begun').scrollIntoViewIfNeeded();
      await picture(page, join(artefacts, 'calibrate-latency.png'));
      await press('run the self-test');
      await page.getByRole('row', { name: /^latency .*birth to sound begun \d+ ms/ }).waitFor();
      expect(await violations(page)).toEqual([]);
    });
  },
);
