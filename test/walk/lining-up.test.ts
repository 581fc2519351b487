import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AS_IT_IS, type Projections } from '../../engine/show/projection.ts';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const LIMIT_MS = 90_000;
const PIN = '2468';

describe.skipIf(!hasChromium)('projectors are lined up by keyboard (needs: apt-get install chromium)', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let browser: Browser;

  beforeAll(async () => {
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params: { columns: 4 } }));
    process.env.MISHMASH_PIN = PIN;
    show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
    delete process.env.MISHMASH_PIN;
    browser = await openBrowser();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await show?.end();
    remove();
  });

  const kept = async () =>
    (await (await fetch(`${show.url}/api/state`)).json()).state.projections as Projections;

  test('part, corner, arrows, blend, pattern, undo, reset; the wall follows', {
    timeout: LIMIT_MS,
  }, async () => {
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
    await page.goto(`${show.url}/calibrate`);
    const section = page.getByRole('region', { name: 'projection' });
    await section.waitFor();
    const keys = page.keyboard;
    const tabTo = async (label: string) => {
      for (let i = 0; i < 160; i++) {
        await keys.press('Tab');
        const at = await page.evaluate(() => {
          const { activeElement } = document;
          return activeElement?.closest('label')?.textContent ?? activeElement?.textContent ?? '';
        });
        if (at.startsWith(label)) return;
      }
      throw new Error(`Tab does not reach ${label}`);
    };
    await tabTo('projectors across');
    await keys.press('2');
    await section.getByRole('button', { name: '2x1@1,0' }).waitFor();
    await tabTo('2x1@0,0');
    await keys.press('ArrowDown');
    // The engine wants its PIN first; the section says so and takes it.
    await section.getByRole('alert').getByText('PIN').first().waitFor();
    await tabTo('PIN');
    await keys.type(PIN);
    await tabTo('u undo');

    await keys.press('n');
    await keys.press('3');
    for (let i = 0; i < 30; i++) await keys.press('ArrowLeft');
    await keys.press('Shift+ArrowUp');
    await keys.press('l');
    await keys.press('Shift+ArrowRight');
    await keys.press('p');
    await until(async () => (await kept())['2x1@1,0']?.pattern === true, 'the pattern');
    const set = (await kept())['2x1@1,0']!;
    expect(set.corners[2][0] * 1920).toBeCloseTo(1890, 1);
    expect(set.corners[2][1] * 1080).toBeCloseTo(1060, 1);
    expect(set.blends.left.share).toBeCloseTo(0.025, 6);
    expect((await kept())['2x1@0,0']!.blends.right.share).toBeCloseTo(0.025, 6);
    const wall = await browser.newPage({ viewport: { width: 640, height: 360 } });
    await wall.goto(`${show.url}/wall?part=2x1@1,0`);
    await wall.waitForFunction(() => document.getElementById('over')?.hidden === true);
    await keys.press('p');
    await wall.waitForFunction(() => document.getElementById('over')?.hidden === false);
    const transform = () => wall.evaluate(() => document.getElementById('over')!.style.transform);
    await until(async () => (await transform()).startsWith('matrix3d'), 'the wall to follow the corner');

    await keys.press('u');
    await until(async () => (await kept())['2x1@1,0']!.blends.left.share === 0, 'the blend undone');
    await keys.press('0');
    await until(async () => (await kept())['2x1@1,0']!.corners[2][0] === 1, 'the reset');
    await until(async () => (await transform()) === '', 'the wall to stand as it is');
    expect((await kept())['2x1@1,0']).toEqual(AS_IT_IS);
    await keys.press('Control+z');
    await until(async () => (await kept())['2x1@1,0']!.corners[2][0] < 1, 'the reset undone');
    await wall.close();
    await page.close();
  });
});
