import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Whether a process that opens a network with the runtime loaded from `from` keeps a log of its telemetry. */
async function keepsLog(from: string): Promise<boolean> {
  const model = join(root, 'models/manifest.json');
  const { models } = JSON.parse(readFileSync(model, 'utf8'));
  const [{ files }] = Object.values(models) as [{ files: { mapping: { path: string } } }];
  const open = `const { default: ort } = await import('${from}');
    await ort.InferenceSession.create('${join(root, 'models', files.mapping.path)}');`;
  // Nothing of this process's own: the runtime is silent by itself where the environment names a build server.
  const env = { PATH: process.env.PATH, TMPDIR: tmpdir() };
  const args = ['--import', 'tsx', '--input-type=module', '-e', open];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  const log = join(tmpdir(), `mat-debug-${child.pid}.log`);
  const kept = existsSync(log);
  rmSync(log, { force: true });
  return kept;
}

test.skipIf(process.platform !== 'linux')(
  'the runtime that would report to its maker is told not to (needs: Linux)',
  { timeout: 60_000 },
  async () => {
    expect(await keepsLog('onnxruntime-node')).toBe(true);
    expect(await keepsLog('./engine/gan/ort.ts')).toBe(false);
  },
);

test('and nothing loads it in another way', () => {
  const files = readdirSync(join(root, 'engine'), { recursive: true, encoding: 'utf8' });
  const direct = files.filter(
    (file) =>
      file.endsWith('.ts') &&
      /from 'onnxruntime-node'/.test(readFileSync(join(root, 'engine', file), 'utf8')),
  );
  expect(direct).toEqual([join('gan', 'ort.ts')]);
});
