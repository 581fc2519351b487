import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { State } from '../../engine/show/state.ts';
import { openBrowser, picture } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const artefacts = join(import.meta.dirname, '../../artefacts');
const LIMIT_MS = 90_000;

/** A browser's MIDI with one controller, which the test moves: no machine of the tests has one. As text, for the page. */
const CONTROLLER = `
  const input = { name: 'test faders', onmidimessage: null };
  navigator.requestMIDIAccess = async () => ({ inputs: new Map([['1', input]]), onstatechange: null });
  window.moveFader = (...bytes) => input.onmidimessage({ data: Uint8Array.from(bytes) });
`;

describe.skipIf(!hasChromium)('the desk (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let browser: Browser;
  let desk: Page;
  let other: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    show = await startShow(await freePort(), ['--data', join(folder, 'data')]);
    browser = await openBrowser();
    const open = async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.addInitScript(CONTROLLER);
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${show.url}/desk`);
      await page.locator('#tempo').waitFor();
      return page;
    };
    [desk, other] = [await open(), await open()];
    await desk.getByLabel('desk').fill('Ada');
    await until(async () => (await state()).births > 12, 'creatures to hang', 60_000);
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
    expect(errors).toEqual([]);
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
  const button = (name: string | RegExp, page = desk) => page.getByRole('button', { name });
  const params = (wanted: Partial<State['params']>, why: string) =>
    until(async () => {
      const { params: now } = await state();
      return Object.entries(wanted).every(([name, value]) => now[name as keyof typeof now] === value);
    }, why);

  test('what is turned at one desk is seen at the other, with who turned it; undone and done again', {
    timeout: LIMIT_MS,
  }, async () => {
    await desk.locator('#tempo').fill('3.5');
    await params({ tempo: 3.5 }, 'the tempo to be turned');
    await other.locator('output[for="tempo"]', { hasText: '3.5' }).waitFor();
    await other.locator('.sentence b', { hasText: 'desk Ada' }).waitFor();
    await button(/^undo tempo, desk Ada/, other).click();
    await params({ tempo: 1 }, 'the tempo to be turned back');
    await button(/^redo tempo/).click();
    await params({ tempo: 3.5 }, 'the tempo to be turned again');
    await other.locator('.monitor li', { hasText: '/mishmash/param/turned tempo 3.5' }).first().waitFor();
  });

  test('a scene is saved, recalled over no time, and dropped', { timeout: LIMIT_MS }, async () => {
    await desk.getByLabel('name of a new scene').fill('My storm');
    await button('save as it is now').click();
    await button('My storm', other).waitFor();
    await desk.locator('#tempo').fill('1');
    await params({ tempo: 1 }, 'another tempo');
    await desk.getByLabel('seconds of a morph').fill('0');
    await desk.getByLabel('seconds of a morph').blur();
    await button('My storm').click();
    await params({ tempo: 3.5 }, 'the scene to be recalled');
    await button('drop one').click();
    await button('✕ My storm').click();
    await until(async () => !('My storm' in (await state()).scenes), 'the scene to be dropped');
  });

  test('GO fires what is next and shows the one after it', { timeout: LIMIT_MS }, async () => {
    expect(await desk.locator('.go').innerText()).toContain('open');
    await desk.locator('.go').click();
    await desk.locator('.go', { hasText: 'climax' }).waitFor();
    await button(/^sleep/).click();
    await other.locator('.go', { hasText: 'sleep' }).waitFor();
  });

  test('by keyboard: blackout, lock; what is locked is refused; one key brings the known look back', {
    timeout: LIMIT_MS,
  }, async () => {
    await desk.locator('h1').click();
    for (const key of ['b', 'l']) await desk.keyboard.press(key);
    await until(async () => (await state()).desk.locked, 'the lock');
    expect((await state()).blackout).toBe(true);
    await desk.locator('#psi').fill('1.2');
    await desk.getByRole('alert').waitFor();
    expect(await desk.getByRole('alert').innerText()).toContain('locked');
    await picture(desk, join(artefacts, 'desk-locked.png'));
    await desk.locator('h1').click();
    await desk.keyboard.press('Escape');
    await until(async () => !(await state()).desk.locked, 'the lock to open');
    const now = await state();
    expect([now.blackout, now.params]).toEqual([false, now.home]);
  });

  test('a MIDI control is learnt, turns its parameter, and is forgotten', { timeout: LIMIT_MS }, async () => {
    await desk.getByText('midi: test faders').waitFor();
    await button('learn a MIDI control for psi').click();
    const move = (...bytes: number[]) => desk.evaluate(`window.moveFader(${bytes.join(',')})`);
    await move(0xb0, 21, 5);
    await button('forget cc 1/21 for psi').waitFor();
    await move(0xb0, 21, 127);
    await params({ psi: 1.5 }, 'psi to be turned');
    await other.locator('.sentence b', { hasText: 'desk Ada (midi)' }).waitFor();
    await desk.reload();
    await button('forget cc 1/21 for psi').click();
    await move(0xb0, 21, 0);
    await desk.waitForTimeout(300);
    expect((await state()).params.psi).toBe(1.5);
  });

  test('a creature is pinned and bred from; the kingdoms are one control; directions are steered', {
    timeout: LIMIT_MS,
  }, async () => {
    await desk.locator('.births button').first().click();
    await button('pin').click();
    await button('breed from this').click();
    const isBoth = async () => {
      const { favoured, pinned } = (await state()).desk;
      return favoured !== null && pinned.length === 1;
    };
    await until(isBoth, 'the pin, and the favour');
    const { favoured, pinned } = (await state()).desk;
    expect(pinned).toEqual([favoured]);
    await desk.locator('.mark', { hasText: 'bred from' }).waitFor();
    await desk.locator('.triangle').click({ position: { x: 22, y: 218 } });
    await until(async () => (await state()).params.machine === 1, 'the kingdoms to be turned');
    expect((await state()).params.human).toBeLessThan(0.2);
    await desk.locator('[id="steer grain"]').fill('2');
    await until(async () => (await state()).desk.steer.grain === 2, 'a direction to be steered along');
    await picture(desk, join(artefacts, 'desk.png'));
    const { births } = await state();
    await until(async () => (await state()).births > births + 3, 'births under all of this');
    const newest = Object.values((await state()).specimens).sort((a, b) => b.bornAt - a.bornAt)[0]!;
    expect([newest.parentA, newest.parentB]).toContain(favoured);
  });

  test('axe finds nothing', { timeout: LIMIT_MS }, async () => {
    await desk.evaluate(AxeBuilder.source);
    const found = await desk.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof AxeBuilder };
      const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(found).toEqual([]);
  });
});
