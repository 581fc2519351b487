import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder } from '../tools/show.ts';

// Real photographs of people, which come with the face networks: [picture, left, top, side] of a square around each.
const FACES = [
  [1, 360, 230, 400],
  [1, 1380, 150, 400],
  [2, 800, 150, 450],
  [3, 440, 200, 440],
  [3, 1400, 200, 440],
  [4, 900, 80, 450],
  [5, 520, 330, 400],
  [5, 680, 30, 400],
  [6, 180, 370, 440],
  [6, 1060, 170, 400],
] as const;
const root = join(import.meta.dirname, '../..');
const photos = join(root, 'node_modules/@vladmandic/face-api/demo');
/** A selfie fills the picture; who stands back is a quarter of it; the booth's camera is wider than high. */
const NEAR = { width: 480, height: 480, side: 480 };
const BACK = { width: 1280, height: 720, side: 420 };

describe.skipIf(!hasChromium)('real faces (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    show = await startShow(await freePort(), ['--data', join(folder, 'data')]);
    browser = await openBrowser();
    page = await browser.newPage();
    await page.goto(`${show.url}/booth`);
    const worker = readdirSync(join(root, 'dist/assets')).find((name) => name.startsWith('worker'))!;
    await page.evaluate((name) => {
      const started = new Worker(`/assets/${name}`, { type: 'module' });
      Object.assign(window, { worker: started });
    }, worker);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
  });

  async function pictureOf([n, left, top, side]: (typeof FACES)[number], room: typeof NEAR) {
    const file = join(photos, `sample${n}.jpg`);
    expect(existsSync(file)).toBe(true);
    const face = await sharp(file)
      .extract({ left, top, width: side, height: side })
      .resize(room.side, room.side)
      .toBuffer();
    const { width, height } = room;
    return sharp({ create: { width, height, channels: 3, background: '#77736c' } })
      .composite([{ input: face }])
      .jpeg()
      .toBuffer();
  }

  function ask(picture: Buffer, question: object) {
    return page.evaluate(
      async ([bytes, asked]) => {
        const { worker } = window as unknown as { worker: Worker };
        const photo = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([photo]));
        return new Promise<{ view?: { seen: unknown[] }; guess?: { age: { value: number } } | null }>(
          (resolve) => {
            worker.onmessage = ({ data }) => resolve(data);
            worker.postMessage({ id: 1, picture: bitmap, ...asked }, [bitmap]);
          },
        );
      },
      [picture.toString('base64'), question] as const,
    );
  }

  test.each([
    ['near', NEAR],
    ['standing back', BACK],
  ])(
    'each of ten faces, %s, is seen while framing and read on the still',
    async (_, room) => {
      const missed: string[] = [];
      for (const face of FACES) {
        const picture = await pictureOf(face, room);
        const { view } = await ask(picture, { ask: 'see' });
        if (view!.seen.length === 0) missed.push(`unseen: ${face}`);
        const { guess } = await ask(picture, { ask: 'read', wanted: ['age', 'proportions'] });
        if (!guess || guess.age.value < 10 || guess.age.value > 70) missed.push(`unread: ${face}`);
      }
      expect(missed).toEqual([]);
    },
    60_000,
  );

  test('what is not wanted is not guessed', async () => {
    const picture = await pictureOf(FACES[0], NEAR);
    const { guess } = await ask(picture, { ask: 'read', wanted: [] });
    expect(guess).toMatchObject({ age: null, gender: null, expression: null, proportions: null });
  });
});
