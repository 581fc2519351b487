import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { GeneratorDown } from '../../engine/gan/port.ts';
import type { Log } from '../../engine/show/log.ts';
import { has } from '../tools/has.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { HUMAN, running } from './running.ts';
import { writeTinyModel } from './tiny-model.ts';

const { folder, remove } = temporaryFolder();
const house = (name: string) => join(folder, name);
afterAll(remove);

const SLOW_MS = 120_000;

test.skipIf(!has('prlimit'))(
  'out of memory it gives way to another (needs: Linux, util-linux)',
  { timeout: SLOW_MS },
  async () => {
    const causes: string[] = [];
    const log: Pick<Log, 'say'> = { say: (_level, _part, _what, reason) => void causes.push(reason) };
    const { generator, ready, creature } = running(writeTinyModel(house('greedy')), {
      limits: { jobMs: 90_000 },
      log,
    });
    await ready();
    const before = await generator.render(await creature(5), HUMAN, 0.8, 'birth');
    const { pid } = generator;
    // From now on the system gives it nothing more, and the next job wants 24 MB.
    execFileSync('prlimit', ['--pid', String(pid), '--as=1000000']);
    const large = { width: 2896, height: 2896, data: new Uint8Array(3 * 2896 * 2896) };
    await expect(generator.encode(large)).rejects.toBeInstanceOf(GeneratorDown);
    await until(() => generator.pid !== undefined && generator.pid !== pid, 'another child');
    await ready();
    // It ended by itself: nobody killed it.
    expect(causes.join()).toMatch(/it ended with (?!SIGKILL)/);
    const after = await generator.render(await creature(5), HUMAN, 0.8, 'birth');
    expect(Buffer.compare(before.data, after.data)).toBe(0);
    await generator.stop();
  },
);

const otherModel = () => {
  writeTinyModel(house('other'), { synthesis: 'noisy' });
  return readFileSync(house('other/synthesis.onnx'));
};

test.each<[what: string, bytes: () => string | Buffer]>([
  ['nonsense', () => 'something else'],
  ['another model that works', otherModel],
])(
  'a model file that was changed under the show to %s is named, and forgotten once it is whole again',
  { timeout: SLOW_MS },
  async (_, bytes) => {
    const manifest = writeTinyModel(house('swapped'));
    const { generator, told, ready, signal } = running(manifest);
    await ready();
    const path = house('swapped/synthesis.onnx');
    writeFileSync(path, bytes());
    signal('SIGKILL');
    const raised = { type: 'fault/raised', code: 'model-mismatch', where: path } as const;
    await until(
      () => told.some((event) => event.type === raised.type && event.code === raised.code),
      'the fault',
    );
    expect(told).toContainEqual(raised);
    writeTinyModel(house('swapped'));
    await ready();
    expect(told).toContainEqual({ ...raised, type: 'fault/cleared' });
    await generator.stop();
  },
);
