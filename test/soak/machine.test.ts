import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, until } from '../tools/show.ts';
import { watchMachine } from './machine.ts';

test('a bare process that could not go on is a machine that stood still, from then till then', async () => {
  const { folder, remove } = temporaryFolder();
  const begun = performance.now();
  const now = () => performance.now() - begun;
  const machine = watchMachine(folder, now, 400);
  try {
    await until(async () => existsSync(join(folder, 'bare')), 'the bare process to write', 20_000);
    const from = now();
    process.kill(machine.pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    process.kill(machine.pid, 'SIGCONT');
    await until(async () => machine.stalls.length > 0, 'the stall to be told', 5000);
    const [stall] = machine.stalls;
    expect(stall!.till - stall!.from).toBeGreaterThan(800);
    expect(stall!.from).toBeGreaterThan(from - 100);
    expect(stall!.till).toBeLessThanOrEqual(now());
  } finally {
    await machine.stop();
    remove();
  }
});
