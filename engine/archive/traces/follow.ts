import type { Edge } from '../../show/ports.ts';
import type { Stage } from '../../show/stage.ts';
import type { Ring } from './ring.ts';

const FLUSH_MS = 15_000;

/** Keeps what the sensors tell; a disk that cannot be written is a fault until it can. */
export function followTraces(stage: Stage, ring: Ring, flushMs = FLUSH_MS): Edge {
  const fault = { code: 'archive-failed', where: 'traces' };
  let failed = false;
  let samples = 0;
  const unfollow = stage.onTrace((sensor, cm, at) => {
    samples += 1;
    ring.add({ at, sensor, cm });
  });

  async function flush(): Promise<void> {
    try {
      await ring.flush();
      if (failed) stage.tell({ type: 'fault/cleared', ...fault });
      failed = false;
    } catch {
      if (!failed) stage.tell({ type: 'fault/raised', ...fault });
      failed = true;
    }
  }
  const clock = setInterval(() => void flush(), flushMs);
  return {
    name: 'traces',
    health: () => ({
      ok: !failed,
      detail: failed ? 'What the sensors tell cannot be kept.' : 'What the sensors tell is kept.',
      figures: { samples },
    }),
    async stop() {
      clearInterval(clock);
      unfollow();
      await flush();
    },
  };
}
