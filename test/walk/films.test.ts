import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { has, hasChromium } from '../tools/has.ts';
import { guided, openBooth, type Scene, taken } from './before-camera.ts';

const ready = hasChromium && has('ffmpeg');
const LIMIT_MS = 120_000;
/** So long nothing may be taken of whoever should not be. */
const PATIENT_MS = 6000;

const somebody = { picture: 'portrait-b', side: 600, x: 640 };

describe.skipIf(!ready)('the booth and its films (needs: apt-get install chromium ffmpeg)', () => {
  let room: Awaited<ReturnType<typeof openBooth>>;

  beforeAll(async () => {
    room = await openBooth();
  }, LIMIT_MS);
  afterAll(() => room?.close());

  test.each<[what: string, scene: Scene, guidance: string]>([
    ['nobody', { standing: [] }, 'nobody'],
    ['a clockwork', { standing: [{ picture: 'clockwork', side: 500, x: 640 }] }, 'nobody'],
    ['only a bystander behind', { standing: [{ picture: 'portrait-b', side: 130, x: 900 }] }, 'nobody'],
    ['somebody far away', { standing: [{ picture: 'portrait-b', side: 240, x: 640 }] }, 'closer'],
    ['somebody at the edge', { standing: [{ picture: 'portrait-b', side: 600, x: 310 }] }, 'left'],
    ['somebody in the dark', { standing: [somebody], light: 0.05 }, 'dark'],
    [
      'two people',
      {
        standing: [
          { picture: 'portrait-b', side: 560, x: 340 },
          { picture: 'portrait-b', side: 560, x: 940 },
        ],
      },
      'one',
    ],
  ])('%s is told so and not taken', { timeout: LIMIT_MS }, async (_, scene, guidance) => {
    await room.atCapture([scene], async (booth, posted) => {
      await guided(booth, guidance);
      await booth.waitForTimeout(PATIENT_MS);
      expect(await booth.locator('input.name').count()).toBe(0);
      expect((await room.state()).phase).toBe('capture');
      expect(posted).toEqual([]);
    });
  });

  test.each<[what: string, scene: Scene]>([
    [
      'whoever has a bystander behind',
      { standing: [somebody, { picture: 'portrait-b', side: 120, x: 1150, y: 300 }] },
    ],
    ['whoever looks aside, with glasses', { standing: [{ picture: 'portrait-d', side: 640, x: 640 }] }],
    ['whoever a poor lens blurs', { standing: [somebody], blur: 5 }],
  ])('%s is taken without touching anything', { timeout: LIMIT_MS }, async (_, scene) => {
    await room.atCapture([scene], async (booth, posted) => {
      await booth.locator('.count').waitFor({ timeout: 30_000 });
      await taken(booth);
      expect(posted).toEqual([]);
    });
  });

  test('whoever leaves during the countdown is not taken', { timeout: LIMIT_MS }, async () => {
    const leaving: Scene[] = [
      { standing: [somebody], seconds: 3 },
      { standing: [], seconds: 60 },
    ];
    await room.atCapture(leaving, async (booth, posted) => {
      await booth.locator('.count').waitFor({ timeout: 30_000 });
      await booth.locator('.count').waitFor({ state: 'detached', timeout: 30_000 });
      await guided(booth, 'nobody');
      await booth.waitForTimeout(PATIENT_MS);
      expect(await booth.locator('input.name').count()).toBe(0);
      expect(posted).toEqual([]);
    });
  });

  test('whoever cannot be seen is taken by the button', { timeout: LIMIT_MS }, async () => {
    // Something is to be seen, a shape as behind a veil; no face is found in it.
    await room.atCapture([{ standing: [somebody], blur: 80 }], async (booth, posted) => {
      await guided(booth, 'nobody');
      await booth.keyboard.press('Space');
      await taken(booth);
      expect(posted).toEqual([]);
    });
  });
});
