import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../tools/browser.ts';
import { has, hasChromium } from '../tools/has.ts';
import { until } from '../tools/show.ts';
import { openBooth, type Standing, taken } from './before-camera.ts';

const ready = hasChromium && has('ffmpeg');
const LIMIT_MS = 120_000;
const LEFT_MS = 8000;
const artefacts = join(import.meta.dirname, '../../artefacts');
const somebody = [{ standing: [{ picture: 'portrait-b', side: 600, x: 640 }] }];

/** Mean difference of the middles of two pictures, 0..255. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const middle = (picture: Buffer) =>
    sharp(picture)
      .resize(128, 128)
      .extract({ left: 32, top: 32, width: 64, height: 64 })
      .greyscale()
      .raw()
      .toBuffer();
  const [one, other] = [await middle(a), await middle(b)];
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0) / one.length;
}

describe.skipIf(!ready)('what becomes of a photo (needs: apt-get install chromium ffmpeg)', () => {
  let room: Awaited<ReturnType<typeof openBooth>>;

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    room = await openBooth({ leftMs: LEFT_MS });
  }, LIMIT_MS);
  afterAll(() => room?.close());

  const asked = (purpose: string) =>
    until(async () => (await room.state()).visit?.asked === purpose, `to be asked for ${purpose}`);

  async function hold(booth: Page) {
    await booth.keyboard.down('Space');
    await booth.waitForTimeout(1700);
    await booth.keyboard.up('Space');
  }

  async function agreed(booth: Page) {
    await taken(booth);
    await booth.getByRole('switch').first().click();
    await booth.locator('.choice.go').click();
    await booth.locator('.triptych .hybrid img').waitFor({ timeout: 30_000 });
  }

  /** What the page sends of whoever stands there. */
  function sentOf(standing: Standing): Promise<Buffer> {
    return room.atCapture([{ standing: [standing] }], async (booth) => {
      await booth.evaluate(() => {
        const send = window.fetch;
        window.fetch = (to, how) => {
          if (how?.body instanceof FormData) Object.assign(window, { sent: how.body.get('photo') });
          return send(to, how);
        };
      });
      await agreed(booth);
      const bytes = await booth.evaluate(async () => {
        const photo = (window as unknown as { sent: Blob }).sent;
        return [...new Uint8Array(await photo.arrayBuffer())];
      });
      return Buffer.from(bytes);
    });
  }

  test('nothing but a square around the face leaves the page, with the eyes level', {
    timeout: 2 * LIMIT_MS,
  }, async () => {
    const upright = await sentOf({ picture: 'portrait-b', side: 560, x: 600 });
    const tilted = await sentOf({ picture: 'portrait-b', side: 560, x: 600, tilt: 14 });
    await sharp(tilted).png().toFile(join(artefacts, 'crop-of-a-tilted-head.png'));
    for (const sent of [upright, tilted]) {
      const { width, height } = await sharp(sent).metadata();
      expect([width, height]).toEqual([512, 512]);
    }
    const turned = await sharp(upright).rotate(14).resize(512, 512, { fit: 'cover' }).toBuffer();
    expect(await difference(upright, tilted)).toBeLessThan((await difference(upright, turned)) * 0.7);
  });

  test('by button alone: each consent by itself, a hold is a no to that one', {
    timeout: LIMIT_MS,
  }, async () => {
    const id = await room.atCapture(somebody, async (booth) => {
      await taken(booth);
      await booth.locator('h1').click();
      await booth.keyboard.press('Space');
      await asked('mix');
      await booth.keyboard.press('Space');
      await asked('wall');
      await hold(booth);
      await asked('keep');
      await booth.keyboard.press('Space');
      await booth.locator('.triptych .hybrid img').waitFor({ timeout: 30_000 });
      const { visit, wall } = await room.state();
      expect(wall).not.toContain(visit!.creature);
      const code = await booth.locator('.take-home b').first().innerText();
      const own = await (await fetch(`${room.url}/api/profiles/${code}`)).json();
      expect(own.consent).toEqual({ mix: true, wall: false, keep: true });
      return visit!.creature!;
    });
    expect((await fetch(`${room.url}/api/creatures/${id}`)).status).toBe(404);
  });

  test('a no to the mixing ends the visit and leaves nothing', { timeout: LIMIT_MS }, async () => {
    await room.atCapture(somebody, async (booth, posted) => {
      await taken(booth);
      await booth.locator('h1').click();
      await booth.keyboard.press('Space');
      await asked('mix');
      await hold(booth);
      await booth.getByText('The machine is hungry').waitFor();
      expect((await room.state()).visit).toBeNull();
      expect(posted).toEqual([]);
    });
  });

  test('whoever steps in during the reveal is not looked at, and nothing of the first is left for them', {
    timeout: LIMIT_MS,
  }, async () => {
    // A visitor, then the same place with another one in it.
    const scenes = [
      { ...somebody[0]!, seconds: 12 },
      { standing: [{ picture: 'portrait-d', side: 640, x: 640 }], seconds: 60 },
    ];
    await room.atCapture(scenes, async (booth) => {
      await agreed(booth);
      const { visit } = await room.state();
      expect(await booth.locator('video').count()).toBe(0);
      await booth.waitForTimeout(4000);
      const still = await room.state();
      expect([still.phase, still.visit]).toEqual(['reveal', visit]);
      const code = await booth.locator('.take-home b').first().innerText();
      await booth.keyboard.press('Space');
      await booth.getByText('The machine is hungry').waitFor();
      await room.toCapture(booth);
      await taken(booth);
      const page = await booth.content();
      expect(page).not.toContain(code);
      expect(await booth.getByRole('switch', { checked: true }).count()).toBe(0);
      expect((await room.state()).visit!.creature).toBeNull();
    });
  });

  test('whoever walks away is waited for, a sign of life is no consent, and then nothing is left', {
    timeout: LIMIT_MS,
  }, async () => {
    await room.atCapture(somebody, async (booth, posted) => {
      await taken(booth);
      const left = async () => {
        await room.raise({ type: 'presence/entered', sensor: 'door', distanceCm: 80 });
        await room.raise({ type: 'presence/left', sensor: 'door' });
        await booth.locator('.missed').waitFor();
      };
      await left();
      await picture(booth, join(artefacts, 'still-there.png'));
      await booth.locator('h1').click();
      expect((await room.state()).visit).toMatchObject({ missed: true });
      await booth.keyboard.press('Space');
      await booth.locator('.missed').waitFor({ state: 'detached' });
      expect((await room.state()).visit).toMatchObject({ missed: false, asked: null });
      await left();
      await booth.getByText('The machine is hungry').waitFor({ timeout: LEFT_MS + 5000 });
      expect((await room.state()).visit).toBeNull();
      expect(posted).toEqual([]);
    });
  });
});
