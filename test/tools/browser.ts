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

/** Turns a still, 720 pixels high, into two seconds of 1280 x 720 camera film in `folder`; the file's path. Needs ffmpeg. */
export function filmOf(picture: string, folder: string): string {
  const film = join(folder, 'film.mjpeg');
  const scaled = 'scale=-1:720,pad=1280:720:(ow-iw)/2:(oh-ih)/2:gray';
  const encode = ['-r', '30', '-vf', scaled, '-pix_fmt', 'yuvj420p', '-f', 'mjpeg', film];
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-loop', '1', '-i', picture, '-t', '2', ...encode]);
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
