import { writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { Event } from '../../engine/show/events.ts';
import type { State } from '../../engine/show/state.ts';
import { filmOf, openBrowser, type Take } from '../tools/browser.ts';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const ROOM = '#77736c';

/** What stands before the camera: a picture of the fixtures or the path of a square one, its side and the middle of it, in pixels. */
export interface Standing {
  picture: string;
  side: number;
  x: number;
  y?: number;
  /** The head lies over by so many degrees. */
  tilt?: number;
}

/** A scene of a film: who stands there, for how long, and what the light and the lens are like. */
export interface Scene {
  standing: Standing[];
  seconds?: number;
  /** Share of the light, 0..1. */
  light?: number;
  /** Radius in pixels. */
  blur?: number;
}

/** A running show whose booth is visited before films. */
export async function openBooth(
  visit: { captcha?: boolean; leftMs?: number; begin?: string } = {},
  more: object = {},
) {
  const { folder, remove } = temporaryFolder();
  const config = join(folder, 'config.json');
  // A slow machine must not let the notice run out while the test looks at it.
  writeFileSync(
    config,
    JSON.stringify({ ...more, visit: { noticeMs: 30_000, captureMs: 120_000, captcha: false, ...visit } }),
  );
  const show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
  await until(async () => (await state()).births > 12, 'creatures to hang', 180_000);

  async function takeOf({ standing, seconds = 2, light = 1, blur = 0 }: Scene, name: string): Promise<Take> {
    const layers = standing.map(async ({ picture, side, x, y = 360, tilt = 0 }) => {
      const placed = await sharp(isAbsolute(picture) ? picture : join(root, `test/fixtures/${picture}.jpg`))
        .resize(side, side)
        .png()
        .toBuffer();
      const { data, info } = await sharp(placed)
        .rotate(tilt, { background: ROOM })
        .png()
        .toBuffer({ resolveWithObject: true });
      return { input: data, left: Math.round(x - info.width / 2), top: Math.round(y - info.height / 2) };
    });
    const room = sharp({ create: { width: 1280, height: 720, channels: 3, background: ROOM } });
    const scene = await room
      .composite(await Promise.all(layers))
      .png()
      .toBuffer();
    const seen = blur > 0 ? sharp(scene).blur(blur) : sharp(scene);
    const picture = join(folder, `${name}.png`);
    await seen.linear(light, 0).png().toFile(picture);
    return { picture, seconds };
  }

  /** Raises an event as a page would. */
  async function raise(event: Event) {
    const socket = new WebSocket(`${show.url.replace('http', 'ws')}/api/live`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify(event));
    await new Promise((resolve) => {
      socket.once('close', resolve);
      socket.close();
    });
  }

  async function cancelled(visit: string) {
    await raise({ type: 'visit/cancelled', visit, cause: 'test' });
    await until(async () => (await state()).visit === null, 'the visit to end');
  }

  return {
    url: show.url,
    state,
    raise,
    /** Opens the booth before this film and goes on to where the camera looks; `posted` is what it has sent since. */
    async atCapture<T>(
      scenes: Scene[],
      visit: (booth: Page, posted: string[]) => Promise<T>,
      address = '/booth',
    ): Promise<T> {
      const takes = await Promise.all(scenes.map((scene, i) => takeOf(scene, `scene-${i}`)));
      const browser: Browser = await openBrowser(filmOf(takes, folder));
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
        await booth.goto(`${show.url}${address}`);
        await booth.locator('.big-button').waitFor();
        await toCapture(booth);
        const result = await visit(booth, posted);
        expect(errors).toEqual([]);
        return result;
      } finally {
        await browser.close();
        const running = (await state()).visit;
        if (running) await cancelled(running.visit);
      }
    },
    toCapture,
    async close() {
      await show.end();
      remove();
    },
  };

  async function toCapture(booth: Page) {
    await booth.keyboard.press('Space');
    await until(async () => (await state()).phase === 'notice', 'the notice');
    expect(await booth.locator('video').count()).toBe(0);
    await booth.keyboard.press('Space');
    await booth.locator('.glass video').waitFor();
  }
}

/** Until the booth says this to whoever is before the camera. */
export function guided(booth: Page, to: string): Promise<void> {
  return booth.locator(`.guide[data-guidance="${to}"]`).waitFor({ timeout: 30_000 });
}

/** Until the photo is taken and a name may be given. */
export function taken(booth: Page): Promise<void> {
  return booth.locator('input.name').waitFor({ timeout: 40_000 });
}
