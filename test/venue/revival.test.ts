import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { has } from '../tools/has.ts';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';

const kioskScript = join(import.meta.dirname, '../../hardware/venue/kiosk.sh');
const { folder, remove } = temporaryFolder();
afterAll(remove);

/** Processes that show a page, of the browser whose profile lies in this folder. */
function renderers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes(folder) && line.includes('--type=renderer');
      } catch {
        return false;
      }
    });
}

const possible = process.platform === 'linux' && has('chromium');

test.skipIf(!possible)(
  'a wall that crashes, or hangs, hangs there again by itself (needs: Linux, apt-get install chromium)',
  {
    timeout: 300_000,
  },
  async () => {
    const show = await startShow(await freePort(), ['--data', join(folder, 'data')]);
    const browser = join(folder, 'browser');
    writeFileSync(
      browser,
      '#!/bin/sh\nexec chromium --headless=new --no-sandbox --use-gl=angle --use-angle=swiftshader "$@"\n',
    );
    chmodSync(browser, 0o755);
    const env = { ...process.env, MISHMASH_URL: show.url, MISHMASH_BROWSER: browser, HOME: folder };
    const kiosk: ChildProcess = spawn('sh', [kioskScript, 'wall'], {
      env: { ...env, XDG_STATE_HOME: join(folder, 'state'), MISHMASH_LOOK_EVERY_S: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    kiosk.stderr!.on('data', (chunk) => {
      said += chunk;
    });
    const name = `${hostname()}-wall`.replace(/[^A-Za-z0-9]/g, '_').slice(0, 40);
    const isThere = async () => (await fetch(`${show.url}/api/pages/${name}`)).status === 200;
    try {
      for (const signal of ['SIGSEGV', 'SIGSTOP'] as const) {
        await until(isThere, 'the wall to be there', 90_000);
        // Long enough for the kiosk to have seen it.
        await new Promise((resolve) => setTimeout(resolve, 5000));
        for (const pid of renderers()) process.kill(pid, signal);
        await until(async () => !(await isThere()), 'its end to be noticed', 60_000);
      }
      await until(isThere, 'the wall to be there again', 90_000);
      // A browser that does not come up, as some do after a kill, is opened once more.
      const revivals = said.match(/kiosk: the page wall is gone or hangs; opening it anew/g)!;
      expect(revivals.length).toBeGreaterThanOrEqual(2);
    } finally {
      kiosk.kill('SIGTERM');
      await until(() => renderers().length === 0, 'the browser to be gone').catch(() => {
        execFileSync('pkill', ['-9', '-f', folder]);
      });
      await show.end();
    }
  },
);
