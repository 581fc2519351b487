import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { has, hasChromium } from '../tools/has.ts';
import { until } from '../tools/show.ts';
import { guided, openBooth, type Scene } from '../walk/before-camera.ts';

const ready = hasChromium && has('ffmpeg');
const LIMIT_MS = 240_000;
const somebody: Scene = { standing: [{ picture: 'portrait-b', side: 600, x: 640 }] };

describe.skipIf(!ready)('a camera that fails (needs: apt-get install chromium ffmpeg)', () => {
  let room: Awaited<ReturnType<typeof openBooth>>;

  beforeAll(async () => {
    room = await openBooth();
  }, LIMIT_MS);
  afterAll(() => room?.close());

  /** Whose camera fails. */
  const failed = async () =>
    (await room.state()).faults.filter(({ code }) => code === 'camera-failed').map(({ where }) => where);
  const somebodyAt = (address: string) =>
    room.atCapture([somebody], (booth) => booth.locator('input.name').waitFor({ timeout: 60_000 }), address);

  /** The booth says so, nothing is taken; who holds the button is let go, and the next visitor is seen. */
  async function endsKindly(booth: Page, posted: string[], where = 'booth') {
    await booth.getByText('The camera cannot be opened').waitFor({ timeout: 60_000 });
    await until(async () => (await failed()).includes(where), 'the fault');
    expect(await booth.locator('input.name').count()).toBe(0);
    expect(posted).toEqual([]);
    await booth.keyboard.down('Space');
    await booth.waitForTimeout(2000);
    await booth.keyboard.up('Space');
    await until(async () => (await room.state()).visit === null, 'the visit to end');
    await booth.getByText('The machine is hungry').waitFor();
    await room.toCapture(booth);
  }

  test('is black: even the button makes no portrait of it', { timeout: LIMIT_MS }, async () => {
    await room.atCapture([{ standing: [], light: 0 }], async (booth, posted) => {
      await guided(booth, 'dark');
      await booth.keyboard.press('Space');
      await endsKindly(booth, posted);
      await guided(booth, 'dark');
    });
  });

  test('is pulled out in the middle of a visit', { timeout: LIMIT_MS }, async () => {
    await room.atCapture([{ standing: [] }], async (booth, posted) => {
      await guided(booth, 'nobody');
      await booth.evaluate(() => {
        const { srcObject } = document.querySelector('video')!;
        for (const track of (srcObject as MediaStream).getTracks()) track.stop();
      });
      await endsKindly(booth, posted);
      await guided(booth, 'nobody');
    });
  });

  test('stands still: no frame of a moment ago becomes a portrait; one that sees again clears the fault', {
    timeout: LIMIT_MS,
  }, async () => {
    await room.atCapture([{ standing: [] }], async (booth, posted) => {
      await guided(booth, 'nobody');
      // What a camera does whose driver hangs: the connection stays, no frame comes any more.
      await booth.evaluate(() => {
        const video = document.querySelector('video')!;
        const canvas = document.createElement('canvas');
        canvas.getContext('2d')!.drawImage(video, 0, 0);
        video.srcObject = canvas.captureStream(0);
        return video.play();
      });
      await endsKindly(booth, posted);
    });
    await somebodyAt('/booth');
    await until(async () => (await failed()).length === 0, 'the fault to be cleared');
  });

  test('of one booth of several is told by the name of its screen, until that one sees again', {
    timeout: LIMIT_MS,
  }, async () => {
    const black = async (booth: Page, posted: string[]) => {
      await guided(booth, 'dark');
      await booth.keyboard.press('Space');
      await endsKindly(booth, posted, 'left');
    };
    await room.atCapture([{ standing: [], light: 0 }], black, '/booth?screen=left');
    await somebodyAt('/booth?screen=right');
    expect(await failed()).toEqual(['left']);
    await somebodyAt('/booth?screen=left');
    await until(async () => (await failed()).length === 0, 'the fault to be cleared');
  });

  test('two booths: one has the visit, the other says so, and a press is one selfie', {
    timeout: LIMIT_MS,
  }, async () => {
    await room.atCapture([somebody], async (booth, posted) => {
      const other = await booth.context().browser()!.newPage();
      other.on('request', (request) => request.method() === 'POST' && posted.push(request.url()));
      await other.goto(`${room.url}/booth`);
      await other.getByText('somebody at another booth').waitFor({ timeout: 30_000 });
      expect(await other.locator('video').count()).toBe(0);
      await booth.locator('input.name').waitFor({ timeout: 60_000 });
      const { visits } = await room.state();
      // The first press asks, three answer.
      for (const asked of ['mix', 'wall', 'keep', '']) {
        await room.raise({ type: 'button/pressed', button: 'big' });
        await until(async () => {
          const { visit, phase } = await room.state();
          return visit?.asked === asked || (asked === '' && phase === 'reveal');
        }, `to be asked "${asked}"`);
      }
      await booth.locator('.triptych').waitFor({ timeout: 60_000 });
      expect(await other.locator('.elsewhere').count()).toBe(1);
      expect(posted.filter((address) => address.includes('/api/visits'))).toHaveLength(1);
      expect((await room.state()).visits).toBe(visits);
      await room.raise({ type: 'button/pressed', button: 'big' });
      await other.getByText('The machine is hungry').waitFor();
    });
  });
});
