import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { watchUsage } from './usage.ts';

const HELD_MB = 200;
const HOLDS_FOR_A_WHILE = `
let held = Buffer.alloc(${HELD_MB} * 2 ** 20, 1);
setTimeout(() => { held = null; gc(); console.log('let go'); }, 500);
setInterval(() => {}, 1000);`;

test.runIf(process.platform === 'linux')(
  'what was held for a moment is the most that was read, once, and not the median',
  async () => {
    const child = spawn(process.execPath, ['--expose-gc', '-e', HOLDS_FOR_A_WHILE], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const usage = watchUsage({ pid: () => child.pid!, childPid: () => null }, 20);
    try {
      await once(child.stdout!, 'data');
      // Without it for more than twice as long as with it.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const first = usage.take();
      await new Promise((resolve) => setTimeout(resolve, 200));
      const second = usage.take();
      expect(first.engine.mostMegabytes - second.engine.mostMegabytes).toBeGreaterThan(HELD_MB / 2);
      expect(first.engine.mostMegabytes - first.engine.megabytes).toBeGreaterThan(HELD_MB / 2);
      expect(second.engine.handles).toBeGreaterThan(0);
      expect(first.child.megabytes).toBeNaN();
      expect(first.child.handles).toBeNaN();
    } finally {
      usage.stop();
      child.kill();
    }
  },
);

test.runIf(process.platform === 'linux')('every process of the generator is counted once', () => {
  const seen: (number | null)[] = [process.pid, process.pid, null, process.pid, process.ppid, process.ppid];
  const usage = watchUsage({ pid: () => process.pid, childPid: () => seen.shift() ?? null }, 3_600_000);
  const lives = seen.slice().map(() => usage.take().childLife);
  usage.stop();
  expect(lives).toEqual([1, 1, 1, 1, 2, 2]);
});
