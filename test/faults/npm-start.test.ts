import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const { folder, remove } = temporaryFolder();
afterAll(remove);

test.skipIf(process.platform === 'win32')(
  'SIGTERM to npm start ends the engine, not only the shell before it (needs: a POSIX shell)',
  async () => {
    const url = `http://127.0.0.1:${await freePort()}/health`;
    const args = ['start', '--', '--port', new URL(url).port, '--data', folder];
    const npm = spawn('npm', args, { cwd: root, stdio: 'ignore', detached: true });
    const ended = new Promise((resolve) => npm.once('exit', resolve));
    const answers = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    try {
      await until(answers, 'the engine to answer');
      const start = performance.now();
      npm.kill('SIGTERM');
      await ended;
      await until(async () => !(await answers()), 'the engine to end', 15_000);
      console.log(`npm start ends within ${Math.round(performance.now() - start)} ms`);
      expect(await answers()).toBe(false);
    } finally {
      // Whatever is left of the group must not outlive the test.
      try {
        process.kill(-npm.pid!, 'SIGKILL');
      } catch {
        // Nothing is.
      }
    }
  },
  60_000,
);

test.skipIf(process.platform === 'win32')(
  'SIGTERM to all of its processes at once is an ordinary end: the networks do not go first (needs: process groups)',
  async () => {
    const data = join(folder, 'group');
    const port = await freePort();
    const args = ['--import', 'tsx', 'engine/main.ts', '--port', String(port), '--data', data];
    const show = spawn(process.execPath, args, { cwd: root, stdio: 'ignore', detached: true });
    const ended = new Promise((resolve) => show.once('exit', (code, signal) => resolve(code ?? signal)));
    const url = `http://127.0.0.1:${port}/api/state`;
    const hangs = async () => {
      const answer = await fetch(url).catch(() => null);
      const { state } = answer ? await answer.json() : { state: { wall: [] } };
      return state.wall.some((id: number | null) => id !== null);
    };
    try {
      await until(hangs, 'a first creature', 60_000);
      process.kill(-show.pid!, 'SIGTERM');
      expect(await ended).toBe(0);
      const log = readFileSync(join(data, 'logs/show.log'), 'utf8');
      expect(log).toMatch(/show\/closed/);
      expect(log).not.toMatch(/is down|generator-down/);
    } finally {
      if (show.exitCode === null) process.kill(-show.pid!, 'SIGKILL');
    }
  },
  90_000,
);
