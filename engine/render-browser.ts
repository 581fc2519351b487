import { existsSync } from 'node:fs';
import { CannotRender } from './render-video.ts';

/** Where Chromium may be, the best first. */
export const CHROMIUMS = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  // Drawn in software a frame is the same on every machine.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

interface Drive {
  frame(atMs: number, revision: number): Promise<void>;
}

/** The wall page in a browser of its own, drawn when it is asked to. */
export interface WallPage {
  /** The frame of `atMs` with all events up to `revision`, as PNG. */
  frame(atMs: number, revision: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Where Chromium is; throws CannotRender where it is not. */
export function requireChromium(): string {
  const found = CHROMIUMS.find((path) => existsSync(path));
  if (!found) throw new CannotRender('Chromium is missing, which draws the wall: apt-get install chromium');
  return found;
}

/** Opens the wall at `url` in a window of `width` x `height` pixels. Throws CannotRender where it cannot be driven. */
export async function openWall(url: string, width: number, height: number): Promise<WallPage> {
  const executablePath = requireChromium();
  const { chromium } = await import('playwright-core').catch(() => {
    throw new CannotRender('playwright-core is missing, which drives Chromium: npm ci --include=dev');
  });
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
  await page.goto(`${url}/wall?sound=0&clock=driven`);
  try {
    await page.waitForFunction(() => 'mishmashDrive' in globalThis);
  } catch {
    await browser.close();
    throw new CannotRender('the wall page cannot be driven; build the pages anew: npx vite build');
  }
  const session = await page.context().newCDPSession(page);
  return {
    async frame(atMs, revision) {
      await page.evaluate(
        ([at, upTo]) => (globalThis as unknown as { mishmashDrive: Drive }).mishmashDrive.frame(at!, upTo!),
        [atMs, revision],
      );
      const shot = { format: 'png', optimizeForSpeed: true } as const;
      const { data } = await session.send('Page.captureScreenshot', shot);
      return Buffer.from(data, 'base64');
    },
    close: () => browser.close(),
  };
}
