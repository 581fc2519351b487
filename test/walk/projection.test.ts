import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Corners, Point } from '../../engine/show/projection.ts';
import { homography, mapped } from '../../sketch/wall/homography.ts';
import { openBrowser } from '../tools/browser.ts';
import { apart, type Glass, glassOver, measuredCorners, mostApart } from '../tools/glass.ts';
import { hasChromium } from '../tools/has.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const LIMIT_MS = 90_000;
const SIZE = { width: 1280, height: 720 };

const shapes: [string, Corners][] = [
  [
    'the full window',
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
  ],
  [
    'a keystone',
    [
      [0.2, 0.08],
      [0.8, 0.08],
      [0.97, 0.95],
      [0.03, 0.95],
    ],
  ],
  [
    'askew',
    [
      [0.1234, 0.0789],
      [0.93, 0.171],
      [0.8511, 0.9623],
      [0.0222, 0.8147],
    ],
  ],
  [
    'mirrored for rear projection',
    [
      [0.9, 0.1],
      [0.12, 0.15],
      [0.05, 0.9],
      [0.95, 0.83],
    ],
  ],
];

describe.skipIf(!hasChromium)(
  'a picture is put where its corners are (needs: apt-get install chromium)',
  () => {
    const { folder, remove } = temporaryFolder();
    const data = join(folder, 'data');
    let show: RunningShow;
    let browser: Browser;
    let page: Page;
    const start = async () => {
      const config = join(folder, 'config.json');
      writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params: { tempo: 1, columns: 8 } }));
      return startShow(await freePort(), ['--config', config, '--data', data]);
    };

    beforeAll(async () => {
      show = await start();
      browser = await openBrowser();
      page = await browser.newPage({ viewport: SIZE });
      await page.goto(`${show.url}/wall?sound=0`);
    }, LIMIT_MS);
    afterAll(async () => {
      await browser?.close();
      await show?.end();
      remove();
    });

    async function post(what: string, body: unknown): Promise<number> {
      const answer = await fetch(`${show.url}/api/${what}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.status;
    }
    const order = (body: unknown, part = '1x1@0,0') => post(`projections/${part}`, body);

    /** The picture once two more frames were drawn. */
    async function seen(): Promise<Glass> {
      const frames = () =>
        page.evaluate(() => (window as unknown as { mishmash: { frames: number } }).mishmash.frames);
      const before = await frames();
      await until(async () => (await frames()) > before + 2, 'the wall to be drawn');
      return glassOver(await page.screenshot());
    }

    /** The picture once breaths, threads and transitions have run out: two in a row are alike but for rounding. */
    async function stillPicture(): Promise<Glass> {
      let was = await seen();
      await until(async () => {
        const before = was;
        was = await seen();
        return mostApart(before, was, SIZE) <= 1;
      }, 'the wall to stand still');
      return was;
    }

    test.each(shapes)(
      '%s: its test pattern lands within a pixel',
      { timeout: LIMIT_MS },
      async (name, corners) => {
        expect(await order({ corners, pattern: true })).toBe(200);
        const glass = await seen();
        const given = corners.map(([x, y]): Point => [x * SIZE.width, y * SIZE.height]);
        const off = measuredCorners(glass, given).map((corner, i) => apart(corner, given[i]!));
        // In perspective the lines of the pattern lie where the map says, not where they would if it were flat.
        const map = homography(corners);
        const lines = [0.2, 0.35, 0.65, 0.8].map((v) => {
          const [x, y] = mapped(map, [0.5, v]);
          const there: Point = [x * SIZE.width, y * SIZE.height];
          const found = glass.peak([there[0] - 5, there[1]], [there[0] + 5, there[1]]);
          return apart(found, there);
        });
        console.log(
          `${name}: corners off by ${off.map((px) => px.toFixed(2)).join(', ')} px, lines by ${Math.max(...lines).toFixed(2)} px`,
        );
        expect(Math.max(...off)).toBeLessThanOrEqual(1);
        expect(Math.max(...lines)).toBeLessThanOrEqual(1);
      },
    );

    test('the wall itself goes there too, and nothing lies beside it', { timeout: LIMIT_MS }, async () => {
      const [, corners] = shapes[1]!;
      await order({ corners, pattern: false });
      await until(async () => {
        const glass = await seen();
        return glass.at([SIZE.width / 2, SIZE.height / 2]) > 25;
      }, 'the wall to be lit');
      const glass = await seen();
      for (const point of [
        [20, 20],
        [SIZE.width - 20, 20],
        [60, 300],
      ] as const)
        expect(glass.at(point)).toBe(0);
    });

    test('two blends add up to an even light', { timeout: LIMIT_MS }, async () => {
      const [, full] = shapes[0]!;
      const gamma = 2;
      await order({ corners: full, pattern: false });
      const hung = 'window.mishmash.cells > 0 && window.mishmash.uploads >= window.mishmash.cells';
      await until(() => page.evaluate<boolean>(hung), 'every picture to hang', LIMIT_MS / 2);
      // A wall on which nothing moves is the same picture twice: faded on the left, and on the right.
      await post('params', { values: { tempo: 0, breath: 0, attract: 0, lineage: 0 } });
      await post('freeze', { on: true });
      const plain = await stillPicture();
      await order({ blends: { left: { share: 0.25, gamma } } });
      const left = await seen();
      await order({ blends: { left: { share: 0, gamma }, right: { share: 0.25, gamma } } });
      const right = await seen();
      const light = (glass: Glass, point: Point) => (glass.at(point) / 255) ** gamma;
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const shares = [0.05, 0.08, 0.125, 0.17, 0.2].map((x) => {
        const column = (glass: Glass, at: number) =>
          mean(Array.from({ length: 60 }, (_, i) => light(glass, [at * SIZE.width, 20 + i * 11])));
        return (
          column(left, x) / column(plain, x) + column(right, 1 - (0.25 - x)) / column(plain, 1 - (0.25 - x))
        );
      });
      console.log(`light of both sides together: ${shares.map((share) => share.toFixed(3)).join(', ')}`);
      for (const share of shares) expect(Math.abs(share - 1)).toBeLessThan(0.03);
    });

    test('what makes no picture is refused; corners outlive a kill', { timeout: LIMIT_MS }, async () => {
      const [, corners] = shapes[2]!;
      expect(
        await order({
          corners: [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1],
          ],
        }),
      ).toBe(422);
      expect(await order({ corners }, '2x1@2,0')).toBe(404);
      expect(await order({ blends: { right: { share: 0.9, gamma: 2 } } })).toBe(400);
      expect(await order({ corners, blends: { right: { share: 0.1, gamma: 2 } } }, '2x1@0,0')).toBe(200);
      await show.end('SIGKILL');
      show = await start();
      const { state } = await (await fetch(`${show.url}/api/state`)).json();
      expect(state.projections['2x1@0,0'].corners).toEqual(corners);
      expect(state.projections['2x1@1,0'].blends.left).toEqual({ share: 0.1, gamma: 2 });
    });
  },
);
