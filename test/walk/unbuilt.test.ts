import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { temporaryFolder } from '../tools/show.ts';
import { serve } from '../web/server.ts';

const root = join(import.meta.dirname, '../..');
const { folder, remove } = temporaryFolder();
let browser: Browser;
afterAll(async () => {
  await browser?.close();
  remove();
});

test.skipIf(!hasChromium)(
  'a page that is opened before it is built says so and opens by itself (needs: apt-get install chromium)',
  async () => {
    const pages = join(folder, 'dist');
    mkdirSync(pages);
    const { base } = await serve({ pages });
    browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 960, height: 540 } });
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const first = await page.goto(`${base}/desk?name=ada`);
    expect([first!.status(), first!.headers()['retry-after']]).toEqual([503, '2']);
    await page.getByRole('heading', { name: 'One moment.' }).waitFor();
    mkdirSync(join(root, 'artefacts'), { recursive: true });
    await page.screenshot({ path: join(root, 'artefacts/page-unbuilt.png') });
    cpSync(join(root, 'dist'), pages, { recursive: true });
    await page.locator('main#desk').waitFor({ timeout: 20_000 });
    expect(page.url()).toBe(`${base}/desk?name=ada`);
    expect(errors).toEqual([]);
  },
  60_000,
);
