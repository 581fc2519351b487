import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');

test.skipIf(process.platform !== 'linux')(
  'whoever reads the log goes away: the show goes on, and ends when it is told to (needs: Linux)',
  {
    timeout: 60_000,
  },
  async () => {
    const { folder, remove } = temporaryFolder();
    const port = await freePort();
    const args = [
      '--import',
      'tsx',
      'engine/main.ts',
      '--port',
      String(port),
      '--data',
      join(folder, 'data'),
    ];
    const show = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => show.once('exit', resolve));
    try {
      const births = async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/api/state`).catch(() => null);
        return answer ? Number((await answer.json()).state.births) : 0;
      };
      await until(async () => (await births()) > 0, 'the first birth', 30_000);
      show.stdout.destroy();
      show.stderr.destroy();
      // A model's process that dies is worth a line of the log, which nobody takes.
      const child = await generatorOf(show.pid!);
      process.kill(child, 'SIGKILL');
      const before = await births();
      await until(async () => (await births()) > before + 2, 'births to go on', 30_000);
      show.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      show.kill('SIGKILL');
      remove();
    }
  },
);

async function generatorOf(pid: number): Promise<number> {
  const { readFileSync } = await import('node:fs');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('child.ts'));
  if (found === undefined) throw new Error('the generator has no process');
  return found;
}
