import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { State } from '../../engine/show/state.ts';
import { filmOf, openBrowser } from '../tools/browser.ts';
import { has, hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const ready = hasChromium && has('ffmpeg');
const LIMIT_MS = 120_000;
/** So long nothing may be taken of whoever should not be. */
const PATIENT_MS = 6000;

/** What stands in front of the camera: a picture of the fixtures, its side and the middle of it, in pixels. */
interface Standing {
  picture: string;
  side: number;
  x: number;
  y?: number;
}

describe.skipIf(!ready)('the booth and its films (needs: apt-get install chromium ffmpeg)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;

  beforeAll(async () => {
    // A slow machine must not let the notice run out while the test looks at it.
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ visit: { noticeMs: 30_000, captureMs: 120_000 } }));
    show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
    await until(async () => (await state()).births > 12, 'creatures to hang', 60_000);
  }, LIMIT_MS);
  afterAll(async () => {
    await show?.end();
    remove();
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;

  /** A grey room with these in it, as seconds of film. */
  async function filmed(standing: Standing[]): Promise<string> {
    const layers = standing.map(async ({ picture, side, x, y = 360 }) => ({
      input: await sharp(join(root, `test/fixtures/${picture}.jpg`))
        .resize(side, side)
        .toBuffer(),
      left: Math.round(x - side / 2),
      top: Math.round(y - side / 2),
    }));
    const room = sharp({ create: { width: 1280, height: 720, channels: 3, background: '#77736c' } });
    const picture = join(folder, 'room.png');
    await room
      .composite(await Promise.all(layers))
      .png()
      .toFile(picture);
    return filmOf(picture, folder);
  }

  /** Opens the booth before this film and goes on to where the camera looks. */
  async function atCapture<T>(standing: Standing[], visit: (booth: Page) => Promise<T>): Promise<T> {
    const browser: Browser = await openBrowser(await filmed(standing));
    try {
      const booth = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      const errors: string[] = [];
      const posted: string[] = [];
      booth.on('pageerror', (error) => errors.push(error.message));
      booth.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      booth.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith('http') && hostname !== '127.0.0.1') errors.push(request.url());
        if (request.method() === 'POST') posted.push(request.url());
      });
      await booth.goto(`${show.url}/booth`);
      await booth.locator('.big-button').waitFor();
      await booth.keyboard.press('Space');
      await until(async () => (await state()).phase === 'notice', 'the notice');
      await booth.keyboard.press('Space');
      await booth.locator('.glass video').waitFor();
      const result = await visit(booth);
      expect(errors).toEqual([]);
      if ((await state()).visit?.creature === null) expect(posted).toEqual([]);
      return result;
    } finally {
      await browser.close();
      const { visit } = await state();
      if (visit) await cancelled(visit.visit);
    }
  }

  async function cancelled(visit: string) {
    const socket = new WebSocket(`${show.url.replace('http', 'ws')}/api/live`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ type: 'visit/cancelled', visit, cause: 'test' }));
    await until(async () => (await state()).visit === null, 'the visit to end');
    socket.close();
  }

  const guided = (booth: Page, to: string) =>
    booth.locator(`.guide[data-guidance="${to}"]`).waitFor({ timeout: 30_000 });

  test.each<[what: string, standing: Standing[], guidance: string]>([
    ['nobody', [], 'nobody'],
    ['a clockwork', [{ picture: 'clockwork', side: 500, x: 640 }], 'nobody'],
    ['only a bystander behind', [{ picture: 'portrait-b', side: 130, x: 900 }], 'nobody'],
    ['somebody far away', [{ picture: 'portrait-b', side: 240, x: 640 }], 'closer'],
    ['somebody at the edge', [{ picture: 'portrait-b', side: 600, x: 310 }], 'left'],
    [
      'two people',
      [
        { picture: 'portrait-b', side: 560, x: 340 },
        { picture: 'portrait-b', side: 560, x: 940 },
      ],
      'one',
    ],
  ])('%s is told so and not taken', { timeout: LIMIT_MS }, async (_, standing, guidance) => {
    await atCapture(standing, async (booth) => {
      await guided(booth, guidance);
      await booth.waitForTimeout(PATIENT_MS);
      expect(await booth.locator('input.name').count()).toBe(0);
      expect((await state()).phase).toBe('capture');
    });
  });

  test('whoever stands in front is taken by itself, bystander or not', { timeout: LIMIT_MS }, async () => {
    const standing = [
      { picture: 'portrait-b', side: 600, x: 640 },
      { picture: 'portrait-b', side: 120, x: 1150, y: 300 },
    ];
    await atCapture(standing, async (booth) => {
      await booth.locator('.count').waitFor({ timeout: 30_000 });
      await booth.locator('input.name').waitFor({ timeout: 30_000 });
    });
  });

  test('whoever cannot be seen is taken by the button', { timeout: LIMIT_MS }, async () => {
    await atCapture([], async (booth) => {
      await guided(booth, 'nobody');
      await booth.keyboard.press('Space');
      await booth.locator('input.name').waitFor({ timeout: 30_000 });
    });
  });

  test('by button alone: each consent by itself, a hold is a no to that one', {
    timeout: LIMIT_MS,
  }, async () => {
    const id = await atCapture([{ picture: 'portrait-b', side: 600, x: 640 }], async (booth) => {
      await booth.locator('input.name').waitFor({ timeout: 30_000 });
      await booth.locator('h1').click();
      const asked = async (purpose: string) =>
        until(async () => (await state()).visit?.asked === purpose, `to be asked for ${purpose}`);
      await booth.keyboard.press('Space');
      await asked('mix');
      await booth.keyboard.press('Space');
      await asked('wall');
      await booth.keyboard.down('Space');
      await booth.waitForTimeout(1700);
      await booth.keyboard.up('Space');
      await asked('keep');
      await booth.keyboard.press('Space');
      await booth.locator('.triptych .hybrid img').waitFor({ timeout: 30_000 });
      const { visit, wall } = await state();
      expect(wall).not.toContain(visit!.creature);
      const code = await booth.locator('.take-home b').first().innerText();
      const own = await (await fetch(`${show.url}/api/profiles/${code}`)).json();
      expect(own.consent).toEqual({ mix: true, wall: false, keep: true });
      return visit!.creature!;
    });
    expect((await fetch(`${show.url}/api/creatures/${id}`)).status).toBe(404);
  });

  test('a no to the mixing ends the visit and leaves nothing', { timeout: LIMIT_MS }, async () => {
    await atCapture([{ picture: 'portrait-b', side: 600, x: 640 }], async (booth) => {
      await booth.locator('input.name').waitFor({ timeout: 30_000 });
      await booth.locator('h1').click();
      await booth.keyboard.press('Space');
      await until(async () => (await state()).visit?.asked === 'mix', 'to be asked');
      await booth.keyboard.down('Space');
      await booth.waitForTimeout(1700);
      await booth.keyboard.up('Space');
      await booth.getByText('The machine is hungry').waitFor();
      expect((await state()).visit).toBeNull();
    });
  });
});
