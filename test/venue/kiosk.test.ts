import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freePort, temporaryFolder } from '../tools/show.ts';
import { readByShell } from './checkout.ts';

const venue = join(import.meta.dirname, '../../hardware/venue');

test.each(['kiosk.sh', 'install'])('a shell can read %s', (script) => {
  readByShell(join(venue, script));
});

describe.skipIf(process.platform !== 'linux')('the kiosk (needs: Linux)', { timeout: 60_000 }, () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  let port: number;
  let server: Server | null = null;
  let kiosk: ChildProcess;
  const file = (name: string) => join(temporary.folder, name);
  const opened = () => (existsSync(file('opened')) ? readFileSync(file('opened'), 'utf8').split('\n') : []);

  beforeEach(async () => {
    temporary = temporaryFolder();
    port = await freePort();
    program('xset', 'exit 0');
    program('gsettings', 'exit 0');
    program('xrandr', 'echo "HDMI-2 connected primary 1280x800+1920+0 (normal left inverted) 300mm x 190mm"');
  });
  afterEach(async () => {
    kiosk.kill('SIGTERM');
    await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
    server = null;
    temporary.remove();
  });

  function program(name: string, script: string): void {
    mkdirSync(file('bin'), { recursive: true });
    writeFileSync(file(`bin/${name}`), `#!/bin/sh\n${script}\n`);
    chmodSync(file(`bin/${name}`), 0o755);
  }

  /** A browser that writes down how it was opened and, with `seconds`, closes itself. */
  function browser(seconds: number): void {
    program('chromium', `echo "$*" >>${file('opened')}; exec sleep ${seconds}`);
  }

  function open(...args: string[]): void {
    const env = { ...process.env, PATH: `${file('bin')}:${process.env.PATH}`, HOME: temporary.folder };
    const url = `http://127.0.0.1:${port}`;
    kiosk = spawn('sh', [join(venue, 'kiosk.sh'), ...args], {
      env: { ...env, XDG_STATE_HOME: file('state'), MISHMASH_URL: url, MISHMASH_LOOK_EVERY_S: '0.2' },
      stdio: 'ignore',
    });
  }

  /** An engine whose pages are not there (404) until they are `ready`; null = it does not answer. */
  function serve(ready: (path: string) => boolean | null): Promise<void> {
    server = createServer((req, res) => {
      const is = ready(req.url!);
      if (is === null) req.socket.destroy();
      else res.writeHead(is ? 200 : 404).end();
    });
    return new Promise((resolve) => server!.listen(port, '127.0.0.1', resolve));
  }

  test('opens the browser only when the engine has the page, and again whenever it closes', async () => {
    browser(0);
    open('wall', '0,0', '3840x2160');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    let built = false;
    await serve(() => built);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(opened()).toEqual([]);
    built = true;
    await vi.waitFor(() => expect(opened().length).toBeGreaterThan(2), { timeout: 40_000 });
    expect(opened()[0]).toMatch(
      /--kiosk .*--window-position=0,0 --window-size=3840,2160 .*\/wall\?screen=\w+_wall$/,
    );
    expect(opened()[0]).not.toContain('use-fake-ui');
  });

  test('opens each screen of a list with a profile of its own; only the booth has a camera to allow', async () => {
    browser(60);
    await serve(() => true);
    writeFileSync(file('screens'), '# two\nwall?part=2x1@0,0  # the left one\n\nbooth HDMI-2\n');
    open('--list', file('screens'));
    await vi.waitFor(() => expect(opened().length).toBe(3), { timeout: 40_000 });
    const [booth, wall] = opened()
      .filter(Boolean)
      .sort((a, b) => Number(b.includes('/booth')) - Number(a.includes('/booth')));
    expect(booth).toMatch(/--use-fake-ui-for-media-stream .*--window-position=1920,0 --window-size=1280,800/);
    expect(wall).toMatch(/\/wall\?part=2x1@0,0&screen=\w+_wall_part_2x1_0_0$/);
    const profile = (line: string) => /--user-data-dir=(\S+)/.exec(line)![1];
    expect(profile(booth!)).not.toBe(profile(wall!));
  });

  test('opens a page anew that was there and is gone or hangs, not one whose engine is away', async () => {
    browser(60);
    let isThere: boolean | null = false;
    const asked: string[] = [];
    await serve((path) => {
      if (!path.startsWith('/api/pages/')) return true;
      asked.push(path);
      return isThere;
    });
    open('wall');
    const looks = async (times: number) => {
      asked.length = 0;
      await vi.waitFor(() => expect(asked.length).toBeGreaterThan(times), { timeout: 20_000 });
    };
    // Not yet come up.
    await looks(10);
    isThere = true;
    await looks(2);
    isThere = null;
    await looks(5);
    expect(opened().filter(Boolean)).toHaveLength(1);
    isThere = true;
    await looks(2);
    isThere = false;
    await vi.waitFor(() => expect(opened().filter(Boolean)).toHaveLength(2), { timeout: 20_000 });
    // Nor does this one ever come up.
    await vi.waitFor(() => expect(opened().filter(Boolean)).toHaveLength(3), { timeout: 40_000 });
    const [, name] = /screen=(\w+)/.exec(opened()[0]!)!;
    expect(new Set(asked)).toEqual(new Set([`/api/pages/${name}`]));
  });

  test('takes its browsers with it when the desktop ends it', async () => {
    program('chromium', `echo $$ >${file('pid')}; exec sleep 60`);
    await serve(() => true);
    writeFileSync(file('screens'), 'wall\n');
    open('--list', file('screens'));
    await vi.waitFor(() => expect(existsSync(file('pid'))).toBe(true), { timeout: 40_000 });
    const pid = Number(readFileSync(file('pid'), 'utf8'));
    kiosk.kill('SIGTERM');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 5000 });
  });
});
