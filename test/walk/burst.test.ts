import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { has, hasChromium } from '../tools/has.ts';
import { openBooth, taken } from './before-camera.ts';

const ready = hasChromium && has('ffmpeg');
const LIMIT_MS = 120_000;
const fixtures = join(import.meta.dirname, '../fixtures');

describe.skipIf(!ready)('whoever blinks (needs: apt-get install chromium ffmpeg)', () => {
  let room: Awaited<ReturnType<typeof openBooth>>;

  beforeAll(async () => {
    room = await openBooth();
  }, LIMIT_MS);
  afterAll(() => room?.close());

  test('of a burst the picture with open eyes is kept', { timeout: LIMIT_MS }, async () => {
    const eyes = (name: string) => ({ standing: [{ picture: name, side: 600, x: 640 }] });
    const blinking = Array.from({ length: 30 }, (_, i) => ({
      ...eyes(i % 2 ? 'portrait-e' : 'portrait-e-blinking'),
      seconds: 0.3,
      // Sharpness alone would choose the closed ones.
      blur: i % 2 ? 2 : 0,
    }));
    const region = { left: 32, top: 36, width: 64, height: 20 };
    const fixture = (name: string) => sharp(join(fixtures, `${name}.jpg`)).resize(128, 128);
    const [open, closed] = await Promise.all(
      ['portrait-e', 'portrait-e-blinking'].map((name) =>
        fixture(name).extract(region).greyscale().raw().toBuffer(),
      ),
    );
    await room.atCapture(blinking, async (booth) => {
      for (let take = 0; take < 3; take++) {
        await taken(booth);
        const shown = await booth.locator('.glass.small img').evaluate((image) => {
          const { naturalWidth: width, naturalHeight: height } = image as HTMLImageElement;
          const canvas = Object.assign(document.createElement('canvas'), { width, height });
          canvas.getContext('2d')!.drawImage(image as HTMLImageElement, 0, 0);
          return canvas.toDataURL('image/png').split(',')[1]!;
        });
        const face = await sharp(Buffer.from(shown, 'base64'))
          .extract({ left: 340, top: 60, width: 600, height: 600 })
          .toBuffer();
        const seen = await sharp(face).resize(128, 128).extract(region).greyscale().raw().toBuffer();
        const apart = (other: Buffer) =>
          seen.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0) / seen.length;
        expect(apart(open!)).toBeLessThan(apart(closed!) * 0.7);
        await booth.getByRole('button', { name: 'Another photo' }).click();
      }
    });
  });
});
