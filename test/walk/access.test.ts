import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { State } from '../../engine/show/state.ts';
import { filmOf, openBrowser, picture } from '../tools/browser.ts';
import { has, hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const artefacts = join(root, 'artefacts');
const ready = hasChromium && has('ffmpeg');
const LIMIT_MS = 180_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.1 up to AA, and AAA where axe knows it (contrast 7:1). */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag2aaa', 'best-practice'];

describe.skipIf(!ready)('access (needs: apt-get install chromium ffmpeg)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    // A slow machine must not let the notice run out while the test looks at it.
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ visit: { noticeMs: 30_000, captureMs: 120_000 } }));
    show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
    await until(async () => (await state()).births > 12, 'creatures to hang', 60_000);
    browser = await openBrowser(
      filmOf([{ picture: join(root, 'test/fixtures/portrait-b.jpg'), seconds: 2 }], folder),
    );
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;

  /** What axe finds wrong on the page as it is now, one line each; also no wider than its window. */
  async function violations(page: Page, name: string): Promise<string[]> {
    await page.waitForTimeout(300);
    await picture(page, join(artefacts, `access-${name}.png`));
    await page.evaluate(axe);
    const { violations: found } = (await page.evaluate((values) => {
      const { axe: tool } = globalThis as unknown as { axe: { run(options: unknown): Promise<unknown> } };
      return tool.run({ runOnly: { type: 'tag', values } });
    }, RULES)) as AxeResults;
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    const lines = found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${name}: ${id} at ${target}`));
    return wide ? [...lines, `${name}: wider than its window`] : lines;
  }

  test('axe finds nothing on the booth, from the first screen to the last', {
    timeout: LIMIT_MS,
  }, async () => {
    const booth = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await booth.goto(`${show.url}/booth`);
    await booth.locator('.big-button').waitFor();
    const found = await violations(booth, 'attract');
    await booth.keyboard.press('Space');
    await booth.getByText('A machine is about to look').waitFor();
    found.push(...(await violations(booth, 'notice')));
    await booth.keyboard.press('Space').catch(() => {});
    await booth.locator('.glass video').waitFor();
    found.push(...(await violations(booth, 'framing')));
    await booth.locator('.squares').waitFor({ timeout: 30_000 });
    found.push(...(await violations(booth, 'captcha')));
    await booth.keyboard.press('Space');
    await booth.locator('input.name').waitFor({ timeout: 30_000 });
    found.push(...(await violations(booth, 'naming')));
    const go = await booth.locator('.choice.go').boundingBox();
    const languages = await booth.locator('.languages').boundingBox();
    expect(go!.y + go!.height).toBeLessThanOrEqual(languages!.y);
    await booth.locator('h1').click();
    await booth.keyboard.press('Space');
    await until(async () => (await state()).visit?.asked === 'mix', 'to be asked');
    found.push(...(await violations(booth, 'question')));
    for (const purpose of ['wall', 'keep', null]) {
      await booth.keyboard.press('Space');
      await until(async () => (await state()).visit?.asked === purpose, `to be asked for ${purpose}`);
    }
    await booth.locator('.triptych .hybrid img').waitFor({ timeout: 30_000 });
    found.push(...(await violations(booth, 'reveal')));
    expect(found).toEqual([]);
  });

  test('nor on a phone', { timeout: LIMIT_MS }, async () => {
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await phone.goto(`${show.url}/me`);
    await phone.locator('input[type=file]').setInputFiles(join(root, 'test/fixtures/portrait-b.jpg'));
    for (const consent of await phone.getByRole('switch').all()) await consent.click();
    const found = await violations(phone, 'send');
    await phone.locator('.choice.go').click();
    await phone.locator('img.portrait').waitFor({ timeout: 30_000 });
    found.push(...(await violations(phone, 'record')));
    await phone.goto(`${show.url}/me/NOSUCHCODE234567`);
    await phone.locator('h1').waitFor();
    found.push(...(await violations(phone, 'unknown')));
    expect(found).toEqual([]);
  });
});
