import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { TRANSITIONS } from '../../engine/show/params.ts';
import { openBooth, taken } from '../walk/before-camera.ts';
import { openBrowser } from './browser.ts';
import { temporaryFolder, until } from './show.ts';

// npm run pictures: takes the pictures of sketch/README.md anew, of a real show. Look at them before they are kept.

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'sketch/pictures');
const WIDTH = 1000;
const somebody = { standing: [{ picture: 'portrait-b', side: 600, x: 640 }], seconds: 4 };

async function keep(shot: Buffer, name: string, width = WIDTH): Promise<void> {
  await sharp(shot)
    .resize({ width, withoutEnlargement: true })
    .jpeg({ quality: 72 })
    .toFile(join(folder, `${name}.jpg`));
  console.log(name);
}
const shoot = async (page: Page, name: string, width?: number) => keep(await page.screenshot(), name, width);

/** The approved pictures of every transition under one another. */
async function transitions(): Promise<void> {
  const strips = await Promise.all(
    TRANSITIONS.map((name) =>
      sharp(join(root, `test/walk/golden/${name}.webp`))
        .resize({ width: 640 })
        .toBuffer(),
    ),
  );
  const { height = 0 } = await sharp(strips[0]).metadata();
  const sheet = sharp({
    create: { width: 640, height: height * strips.length, channels: 3, background: '#0b0a09' },
  });
  const layers = strips.map((input, i) => ({ input, left: 0, top: i * height }));
  await keep(await sheet.composite(layers).png().toBuffer(), 'transitions', 640);
}

/** A room that somebody walks into every twenty seconds, as a sensor tells it. */
function roomOf(seconds: number): string {
  const lines = Array.from({ length: seconds * 10 }, (_, i) => {
    const s = (i / 10) % 20;
    const there = s > 8 && s < 16;
    const cm = (there ? 70 + 8 * Math.sin(s * 2) : 260) + 3 * Math.sin(i * 1.7) + (i % 37 === 0 ? 40 : 0);
    return `${1_800_000_000_000 + i * 100},door,${cm.toFixed(1)}`;
  });
  return ['at,sensor,cm', ...lines].join('\n');
}

mkdirSync(folder, { recursive: true });
await transitions();
const asking = await openBooth({ captcha: true });
try {
  await asking.atCapture([somebody], async (page) => {
    await page.locator('.guide').first().waitFor();
    await page.waitForTimeout(1500);
    await shoot(page, 'booth-framing');
    await page.locator('.squares').waitFor({ timeout: 60_000 });
    await shoot(page, 'booth-squares');
  });
} finally {
  await asking.close();
}

const { scenes, cues } = JSON.parse(readFileSync(join(root, 'show-config.json'), 'utf8'));
const { folder: own, remove } = temporaryFolder();
const recording = join(own, 'room.csv');
writeFileSync(recording, roomOf(90));
const sensors = [{ name: 'door', kind: 'infrared', pin: 'A0', nearCm: 100, farCm: 130 }];
const board = { recording, sensors };
const room = await openBooth({ begin: 'button' }, { scenes, cues, board });
const browser: Browser = await openBrowser();
const order = (path: string, body: unknown = {}) =>
  fetch(`${room.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const turn = (values: object) => order('/api/params', { values });
try {
  await until(async () => !(await room.state()).wall.includes(null), 'a full wall', 60_000);
  const wall = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await wall.goto(`${room.url}/wall?sound=0`);
  await turn({ columns: 12, attract: 0, captions: 0 });

  const booth = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await booth.goto(`${room.url}/booth`);
  await booth.locator('.big-button').waitFor();
  await shoot(booth, 'booth-attract');
  await booth.close();

  let code = '';
  await room.atCapture([somebody], async (page) => {
    await taken(page);
    await page.locator('input.name').fill('Ada');
    for (const one of await page.getByRole('switch').all()) await one.click();
    await shoot(page, 'booth-consent');
    const answered = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().includes('/api/visits'),
    );
    await page.locator('.choice.go').click();
    code = (await (await answered).json()).code;
    await page.locator('.triptych .hybrid img').waitFor({ timeout: 30_000 });
    await page.waitForTimeout(1500);
    await shoot(page, 'booth-reveal');
    await wall.waitForTimeout(2500);
    await shoot(wall, 'wall-arrival');
  });

  const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await phone.goto(`${room.url}/me/${code}`);
  await phone.locator('img').first().waitFor();
  await phone.waitForTimeout(1500);
  await shoot(phone, 'me', 390);
  const card = await fetch(`${room.url}/api/profiles/${code}/card.png?size=phone`);
  await keep(Buffer.from(await card.arrayBuffer()), 'card', 480);
  await phone.close();

  await wall.waitForTimeout(15_000);
  await shoot(wall, 'wall');
  await turn({ attract: 6 });
  const turnMs = 10_000;
  await wall.waitForTimeout(turnMs - (Date.now() % turnMs) + 4000);
  await shoot(wall, 'wall-forward');
  await turn({ attract: 0 });
  await order('/api/scenes/night/recall', { morphMs: 0 });
  await wall.waitForTimeout(4000);
  await shoot(wall, 'wall-night');
  await order('/api/panic');
  await turn({ memorial: 1, attract: 0, captions: 0, columns: 12 });
  await wall.waitForTimeout(5000);
  await shoot(wall, 'wall-memorial');
  await order('/api/panic');

  for (const page of ['desk', 'calibrate']) {
    const screen = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await screen.goto(`${room.url}/${page}`);
    await screen.locator('h2').first().waitFor();
    await screen.waitForTimeout(page === 'desk' ? 4000 : 25_000);
    await shoot(screen, page);
    await screen.close();
  }
} finally {
  await browser.close();
  await room.close();
  remove();
}
