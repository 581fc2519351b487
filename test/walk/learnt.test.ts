import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startButton } from '../../hardware/button/edge.ts';
import { memoryBench } from '../hardware/rig/memory-bench.ts';
import { testStage } from '../hardware/stage.ts';
import { violations } from '../tools/axe.ts';
import { openBrowser, picture } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';
import { handsOf } from '../tools/keyboard.ts';
import { until } from '../tools/show.ts';
import { serve } from '../web/server.ts';

const root = join(import.meta.dirname, '../..');
const artefacts = join(root, 'artefacts');
const LIMIT_MS = 200_000;
const NARROW = { width: 1024, height: 768 };

describe.skipIf(!hasChromium)('a USB button is learnt (needs: apt-get install chromium)', () => {
  test('by keyboard alone: nothing was learnt and why, then what was learnt', {
    timeout: LIMIT_MS,
  }, async () => {
    mkdirSync(artefacts, { recursive: true });
    const bench = memoryBench();
    const { stage } = testStage();
    const button = startButton(stage, { driver: 'hid', debounceMs: 20, holdMs: 1000 }, bench.bus);
    const { base } = await serve({ stage, pages: join(root, 'dist') });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ viewport: NARROW });
      await page.goto(`${base}/calibrate`);
      const { press } = handsOf(page);
      const section = page.getByRole('region', { name: 'USB button' });
      await section.getByText('none was learnt').waitFor();
      await press('learn a button');
      await section.getByText(/press it now, twice: \d+ s left/).waitFor();
      expect(await violations(page)).toEqual([]);
      await section.getByText('nothing was learnt: nothing is plugged in').waitFor({ timeout: 60_000 });
      const plugged = bench.plug({ vendorId: 0x4321, productId: 0x8765, serial: '' });
      await press('learn a button');
      await until(() => (button.health().figures.listening ?? 0) === 1, 'the button to be listened to');
      await section.getByText('a button is being learnt').waitFor();
      // Nobody presses sooner than a person can, who has just read that they may.
      for (const level of [1, 0, 1, 0]) {
        await page.waitForTimeout(400);
        plugged.report([level]);
      }
      await section.getByText('✓ learnt').waitFor({ timeout: 60_000 });
      await section.getByText('vendor 4321, product 8765').waitFor();
      await section.scrollIntoViewIfNeeded();
      await picture(page, join(artefacts, 'calibrate-learnt.png'));
      expect(await violations(page)).toEqual([]);
      await press('forget it');
      await section.getByText('none was learnt').waitFor();
      expect(stage.state().button.learnt).toBeNull();
    } finally {
      await browser.close();
      await button.stop();
    }
  });
});
