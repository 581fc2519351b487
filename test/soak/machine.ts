import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Stall } from './report.ts';

/** Longer than a bare process waits for a core or the disk while the show does its work beside it. */
const STALL_MS = 50;

/**
 * Watches by a bare process whether the machine itself stands still: too late to wake, or too slow to write to the
 * disk of `folder`. `now` in ms since the beginning; `stalls` grows until it is stopped.
 */
export function watchMachine(folder: string, now: () => number, leastMs = STALL_MS) {
  const stalls: Stall[] = [];
  const bare = fork(join(import.meta.dirname, 'bare.ts'), [folder, String(leastMs)], {
    execArgv: ['--import', 'tsx'],
  });
  bare.on('message', (message) => {
    const { ms } = message as { ms: number };
    const till = now();
    stalls.push({ from: till - ms, till });
  });
  const gone = new Promise<void>((resolve) => bare.once('exit', () => resolve()));
  return {
    stalls,
    pid: bare.pid!,
    stop(): Promise<void> {
      if (bare.connected) bare.disconnect();
      return gone;
    },
  };
}
