import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { BIRTH_LEAD_MS } from '../../engine/show/inbetween.ts';
import { TRANSITIONS } from '../../engine/show/params.ts';
import type { Library, VisitService } from '../../engine/show/ports.ts';
import { createStage, type Stage } from '../../engine/show/stage.ts';
import { initialState } from '../../engine/show/state.ts';
import { startWeb } from '../../engine/web/start.ts';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';

// Every transition of the wall at five moments, drawn by the page itself, against pictures of how it looked when they
// were approved. To approve new ones: GOLDEN=new npx vitest run test/walk/transitions.test.ts, and look at them.

const root = join(import.meta.dirname, '../..');
const golden = join(import.meta.dirname, 'golden');
const artefacts = join(root, 'artefacts');
const MOMENTS = [0, 0.25, 0.5, 0.75, 1];
const TRANSITION_MS = 1000;
const T0 = 1_800_000_000_000;
const [DYING, CHILD, SLOT] = [11, 22, 1];
/** Drawn in software the pictures are the same but for rounding; a mean of two levels in 255 is no change one sees. */
const TOLERANCE = 2;
const SIDE = 64;

const fixtures: Record<number, string> = { [DYING]: 'portrait-a', [CHILD]: 'clockwork' };
const library = {
  creature: (id: number) => (fixtures[id] ? { id, profile: null } : null),
  async picture(id: number, size: number) {
    const file = join(root, `test/fixtures/${fixtures[id]}.jpg`);
    return sharp(file).resize(size, size).webp({ lossless: true }).toBuffer();
  },
} as unknown as Library;
const visits: VisitService = { visit: () => Promise.reject(), approve: () => false, progress: () => null };

describe.skipIf(!hasChromium)('transitions (needs: apt-get install chromium)', () => {
  let now = T0;
  let stage: Stage;
  let web: Awaited<ReturnType<typeof startWeb>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 };
    const params = { columns: 4, breath: 0, lineage: 0, labels: 0, transitionMs: TRANSITION_MS, captions: 0 };
    const opening = { show: 'golden', aspect: 16 / 9, params, scenes: {}, cues: {}, times };
    stage = createStage({
      state: { ...initialState({ ...opening, begin: 'button' }), open: true },
      revision: 0,
      now: () => now,
      journal: () => {},
      onError: (error) => {
        throw error;
      },
    });
    web = await startWeb({
      stage,
      config: { host: '127.0.0.1', port: 0, maxPhotoMB: 1 },
      pages: join(root, 'dist'),
      library,
      visits,
      health: () => ({}),
      pin: null,
      osc: null,
      onError: () => {},
    });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 640, height: 360 } });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });

  const born = (creature: number): Event => {
    const kin = { parentA: 0, parentB: 0, generation: 0 };
    return { type: 'creature/born', creature, slot: SLOT, ...kin, human: 1, machine: 0, cell: 0 };
  };

  /** The picture of the slot where the child takes the place of the dying, `sinceMs` after the transition began. */
  async function seen(sinceMs: number): Promise<Buffer> {
    now = T0 + 60_000 + BIRTH_LEAD_MS + sinceMs;
    const drive = `window.mishmashDrive.frame(${now}, ${stage.revision})`;
    await page.evaluate(drive);
    const shot = await page.screenshot();
    return sharp(shot)
      .extract({ left: 162, top: 2, width: 156, height: 150 })
      .resize(SIDE, SIDE, { fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer();
  }

  async function drawn(transition: string): Promise<Buffer[]> {
    now = T0;
    stage.tell({ type: 'param/turned', param: 'transition', value: transition });
    for (const creature of [CHILD, DYING]) stage.tell({ type: 'creature/died', creature, slot: SLOT });
    stage.tell(born(DYING));
    await page.goto(`http://127.0.0.1:${web.port}/wall?sound=0&clock=driven`);
    await page.waitForFunction('"mishmashDrive" in window');
    await page.evaluate(`window.mishmashDrive.frame(${T0 + 30_000}, ${stage.revision})`);
    now = T0 + 60_000;
    stage.announce([{ type: 'creature/died', creature: DYING, slot: SLOT }, born(CHILD)]);
    const pictures: Buffer[] = [];
    for (const t of MOMENTS) pictures.push(await seen(t * TRANSITION_MS));
    return pictures;
  }

  const apart = (a: Buffer, b: Buffer) =>
    a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

  test.each(TRANSITIONS)(
    '%s looks as it was approved, from the dying to the child',
    async (transition) => {
      const pictures = await drawn(transition);
      const raw = { width: SIDE, height: SIDE, channels: 3 } as const;
      const strip = await sharp({
        create: { width: SIDE * MOMENTS.length, height: SIDE, channels: 3, background: 'black' },
      })
        .composite(pictures.map((input, i) => ({ input, raw, left: i * SIDE, top: 0 })))
        .png()
        .toBuffer();
      const file = join(golden, `${transition}.webp`);
      await sharp(strip).toFile(join(artefacts, `transition-${transition}.png`));
      if (process.env.GOLDEN === 'new' || !existsSync(file)) {
        expect(process.env.GOLDEN).toBe('new');
        await sharp(strip).webp({ lossless: true, effort: 6 }).toFile(file);
      }
      for (const [i, shown] of pictures.entries()) {
        const part = { left: i * SIDE, top: 0, width: SIDE, height: SIDE };
        const approved = await sharp(file).extract(part).removeAlpha().raw().toBuffer();
        expect(apart(approved, shown), `at t = ${MOMENTS[i]}`).toBeLessThan(TOLERANCE);
      }
      // What must hold whatever was approved: it begins as one, ends as the other, and is neither between.
      const still = await drawn('crossfade');
      expect(apart(pictures[0]!, still[0]!)).toBeLessThan(TOLERANCE);
      expect(apart(pictures[4]!, still[4]!)).toBeLessThan(TOLERANCE);
      for (const between of pictures.slice(1, 4)) {
        expect(apart(between, pictures[0]!)).toBeGreaterThan(TOLERANCE * 2);
        expect(apart(between, pictures[4]!)).toBeGreaterThan(TOLERANCE * 2);
      }
    },
    60_000,
  );
});
