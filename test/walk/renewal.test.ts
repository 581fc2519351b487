import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWeb } from '../../engine/web/start.ts';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, temporaryFolder, until } from '../tools/show.ts';
import { memoryShow } from '../visit/memory-show.ts';

const LIMIT_MS = 120_000;
const visits = {
  visit: () => Promise.reject(new Error('nobody comes')),
  approve: () => false,
  progress: () => null,
};

describe.skipIf(!hasChromium)('pages of an engine that was updated (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  const pages = join(folder, 'dist');
  const { stage, library } = memoryShow({ now: Date.now });
  let port = 0;
  let stop: () => Promise<unknown>;
  let browser: Browser;
  let booth: Page;

  const open = async () => {
    const config = { host: '127.0.0.1', port, maxPhotoMB: 12 };
    const parts = { stage, config, pages, library, visits, health: () => ({ web: web.health() }), pin: null };
    const web = await startWeb({ ...parts, osc: null, onError: console.error });
    stop = web.stop;
  };
  const restart = async () => {
    await stop();
    await open();
    await until(() => booth.evaluate(() => document.querySelector('h1')?.className !== 'plain'), 'the booth');
  };
  /** Another build of the booth: the same, under another name. */
  const rebuild = (name: string) => {
    const file = join(pages, 'booth/index.html');
    const html = readFileSync(file, 'utf8');
    const [, script] = /src="\/assets\/(booth-[^"]+\.js)"/.exec(html)!;
    renameSync(join(pages, 'assets', script!), join(pages, 'assets', name));
    writeFileSync(file, html.replace(script!, name));
  };
  const mark = () => booth.evaluate("window.opened = 'before'");
  const isMarked = () => booth.evaluate("window.opened === 'before'").catch(() => true) as Promise<boolean>;
  const loaded = () => booth.locator('script[type=module]').first().getAttribute('src');

  beforeAll(async () => {
    cpSync(join(import.meta.dirname, '../../dist'), pages, { recursive: true });
    port = await freePort();
    await open();
    browser = await openBrowser();
    booth = await browser.newPage();
    await booth.goto(`http://127.0.0.1:${port}/booth`);
    await booth.locator('h1:not(.plain)').waitFor();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await stop?.();
    remove();
  });

  test('stay open while nothing has changed', { timeout: LIMIT_MS }, async () => {
    await mark();
    const asked = booth.waitForResponse(/\/booth$/);
    await restart();
    await (await asked).finished();
    await booth.waitForTimeout(1500);
    expect(await isMarked()).toBe(true);
  });

  test('load themselves anew, once', { timeout: LIMIT_MS }, async () => {
    rebuild('booth-second.js');
    await restart();
    await until(async () => !(await isMarked()), 'the booth to load itself anew');
    expect(await loaded()).toBe('/assets/booth-second.js');
    await booth.locator('h1:not(.plain)').waitFor();
    await mark();
    await restart();
    await booth.waitForTimeout(1500);
    expect(await isMarked()).toBe(true);
  });

  test('but not while a visitor is there, who is not cut off', { timeout: LIMIT_MS }, async () => {
    stage.tell({ type: 'visit/begun', visit: 'v1', cause: 'button' });
    rebuild('booth-third.js');
    const asked = booth.waitForResponse(/\/booth$/);
    await restart();
    await (await asked).finished();
    await booth.waitForTimeout(1500);
    expect(await isMarked()).toBe(true);
    stage.tell({ type: 'visit/cancelled', visit: 'v1', cause: 'refused' });
    await until(async () => !(await isMarked()), 'the booth to load itself anew');
    expect(await loaded()).toBe('/assets/booth-third.js');
  });

  test('and when they are told to', { timeout: LIMIT_MS }, async () => {
    await booth.locator('h1:not(.plain)').waitFor();
    await mark();
    const headers = { 'content-type': 'application/json' };
    const order = () =>
      fetch(`http://127.0.0.1:${port}/api/pages/reload`, {
        method: 'POST',
        headers,
        body: '{"kinds":["booth"]}',
      });
    await until(async () => (await (await order()).json()).pages === 1, 'the booth to be known');
    await until(async () => !(await isMarked()), 'the booth to load itself anew');
  });
});
