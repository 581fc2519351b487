import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { State } from '../../engine/show/state.ts';
import { filmOf, openBrowser, picture } from '../tools/browser.ts';
import { has, hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const artefacts = join(root, 'artefacts');
const ready = hasChromium && has('ffmpeg') && has('oscdump');
const LIMIT_MS = 180_000;

describe.skipIf(!ready)('the walk (needs: apt-get install chromium ffmpeg liblo-tools)', () => {
  const { folder, remove } = temporaryFolder();
  const stops: (() => unknown)[] = [];
  let port: number;
  let oscIn: number;
  let heard = '';
  let show: RunningShow;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    port = await freePort();
    oscIn = await freePort();
    const oscOut = await freePort();
    const peer = spawn('oscdump', ['-L', String(oscOut)]);
    peer.stdout.on('data', (chunk) => {
      heard += chunk;
    });
    stops.push(() => peer.kill());
    const { writeFileSync } = await import('node:fs');
    const osc = { listenPort: oscIn, targets: [{ host: '127.0.0.1', port: oscOut }] };
    writeFileSync(
      join(folder, 'config.json'),
      JSON.stringify({
        osc,
        web: { phones: 'http://192.168.1.10:4173' },
        visit: { noticeMs: 30_000 },
        params: { ancestors: 1, columns: 8 },
      }),
    );
    show = await start();
    browser = await openBrowser(
      filmOf([{ picture: join(root, 'test/fixtures/portrait-b.jpg'), seconds: 2 }], folder),
    );
    stops.push(() => browser.close());
  }, LIMIT_MS);

  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
    await show?.end();
    remove();
  });

  const start = () =>
    startShow(port, ['--config', join(folder, 'config.json'), '--data', join(folder, 'data')]);
  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
  const creature = async (id: number) => (await fetch(`${show.url}/api/creatures/${id}`)).json();
  const errors: string[] = [];

  async function open(path: string, size: { width: number; height: number }): Promise<Page> {
    const page = await browser.newPage({ viewport: size });
    page.on('pageerror', (error) => errors.push(`${path}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/net::ERR/.test(message.text()))
        errors.push(`${path}: ${message.text()}`);
    });
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') errors.push(`request to ${request.url()}`);
    });
    await page.goto(show.url + path);
    return page;
  }

  test(
    'from a press at the booth to an ancestor on the wall that survives a kill',
    async () => {
      await until(async () => !(await state()).wall.includes(null), 'the first wall to hatch', 60_000);
      const wall = await open('/wall', { width: 1280, height: 720 });
      await wall.waitForFunction(() => (window.mishmash?.uploads ?? 0) >= window.mishmash!.cells, null, {
        timeout: 60_000,
      });
      await picture(wall, join(artefacts, 'wall.png'));

      const booth = await open('/booth', { width: 1280, height: 720 });
      await wall.locator('#invitation').waitFor();
      await booth.getByText('The machine is hungry').waitFor();
      await picture(booth, join(artefacts, 'booth-attract.png'));
      await booth.keyboard.press('Space');
      await booth.getByText('A machine is about to look at your face').waitFor();
      await picture(booth, join(artefacts, 'booth-notice.png'));
      expect((await state()).phase).toBe('notice');
      await booth.keyboard.press('Space');
      await booth.locator('.glass video').waitFor();
      await booth.locator('.count').waitFor();
      await picture(booth, join(artefacts, 'booth-capture.png'));
      await booth.locator('.squares').waitFor({ timeout: 20_000 });
      await booth.locator('.squares button').nth(1).click();
      await booth.locator('.squares button').nth(4).click();
      await picture(booth, join(artefacts, 'booth-captcha.png'));
      await booth.getByRole('button', { name: 'That is all of me' }).click();
      await booth.getByText('You are in 2 of them').waitFor();
      await booth.locator('input.name').fill('Zoë 好');
      for (const consent of await booth.getByRole('switch').all()) await consent.click();
      await picture(booth, join(artefacts, 'booth-name.png'));
      await booth.getByRole('button', { name: 'Go on' }).click();
      await booth.locator('.steps [aria-current]').waitFor({ timeout: 20_000 });
      await picture(booth, join(artefacts, 'booth-reading.png'));
      await booth.locator('.triptych .hybrid img').waitFor({ timeout: 20_000 });
      await booth.waitForFunction(() =>
        [...document.images].every((image) => image.complete && image.naturalWidth > 0),
      );
      await picture(booth, join(artefacts, 'booth-reveal.png'));

      const { specimens, wall: hanging, visit } = await state();
      const id = visit!.creature!;
      expect(specimens[id]).toMatchObject({ name: 'Zoë 好' });
      expect(hanging).toContain(id);
      const record = await creature(id);
      expect(record.profile).toMatchObject({ name: 'Zoë 好', mishmashedWith: record.parents[0] });
      expect(await creature(record.parents[0])).toMatchObject({ id: record.parents[0] });
      const portrait = await fetch(`${show.url}/creatures/${id}.webp?size=256`);
      expect(portrait.headers.get('content-type')).toBe('image/webp');

      await until(
        () => new RegExp(`/mishmash/profile/born sis "[^"]+" ${id} "Zo`).test(heard),
        'OSC to tell the profile',
      );
      expect(heard).toMatch(new RegExp(`/mishmash/creature/born iiiiifff ${id} `));
      await wall.locator('#arrival[data-shown="true"]').waitFor({ timeout: 60_000 });
      await picture(wall, join(artefacts, 'wall-arrival.png'));

      execFileSync('oscsend', ['127.0.0.1', String(oscIn), '/mishmash/param/tempo', 'f', '12']);
      const isParent = async () => {
        const now = await state();
        return Object.values(now.specimens).some((one) => one.parentA === id || one.parentB === id);
      };
      const births = (await state()).births;
      await until(isParent, 'the visitor to become an ancestor', 60_000);
      expect((await state()).births - births).toBeLessThan(200);
      execFileSync('oscsend', ['127.0.0.1', String(oscIn), '/mishmash/freeze', 'i', '1']);
      await until(async () => (await state()).freeze, 'births to rest');
      await new Promise((resolve) => setTimeout(resolve, 1000));

      const before = await state();
      expect(await show.end('SIGKILL')).toBeNull();
      await wall.getByText('waiting for the engine').waitFor();
      show = await start();
      const after = await state();
      expect(after.wall).toEqual(before.wall);
      expect(after.specimens).toEqual(before.specimens);
      expect(await creature(id)).toEqual(record);
      await wall.getByText('waiting for the engine').waitFor({ state: 'hidden', timeout: 15_000 });
      expect(errors).toEqual([]);
      expect(await show.end()).toBe(0);
    },
    LIMIT_MS,
  );
});
