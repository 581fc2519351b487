import { spawn } from 'node:child_process';
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
