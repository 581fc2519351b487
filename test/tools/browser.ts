import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from './has.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** A real Chromium; with `film` its camera plays that MJPEG file and is granted to every page. */
export function openBrowser(film: string | null = null): Promise<Browser> {
  const camera = film
    ? [
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ]
    : [];
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...camera] });
}

export interface Take {
  picture: string;
  seconds: number;
}

/** Films stills one after the other, 720 pixels high, as 1280 x 720 camera film in `folder`; its path. Needs ffmpeg. */
export function filmOf(takes: Take[], folder: string): string {
  const film = join(folder, 'film.mjpeg');
  const inputs = takes.flatMap(({ picture, seconds }) => [
    '-loop',
    '1',
    '-t',
    String(seconds),
    '-i',
    picture,
  ]);
  const scaled = takes.map(
    (_, i) => `[${i}:v]fps=30,scale=-1:720,pad=1280:720:(ow-iw)/2:(oh-ih)/2:gray,setsar=1[v${i}]`,
  );
  const joined = `${takes.map((_, i) => `[v${i}]`).join('')}concat=n=${takes.length}:v=1[film]`;
  const encode = ['-map', '[film]', '-pix_fmt', 'yuvj420p', '-f', 'mjpeg', film];
  const filters = ['-filter_complex', [...scaled, joined].join(';')];
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...inputs, ...filters, ...encode]);
  return film;
}

const TRIES = 3;

/** A screenshot to `path`. A browser that paints in software may refuse one while it is busy: it is asked again. */
export async function picture(page: Page, path: string): Promise<void> {
  for (let left = TRIES - 1; ; left--) {
    try {
      await page.screenshot({ path });
      return;
    } catch (error) {
      if (left === 0 || !/Unable to capture screenshot/.test(String(error))) throw error;
      await page.waitForTimeout(500);
    }
  }
}
