import type { Stage } from '../../engine/show/stage.ts';

/** Counts what does not follow the contract. However much comes, one fault says so, until none has come for a while. */
export interface Nonsense {
  readonly count: number;
  heard(count: number): void;
  stop(): void;
}

export function nonsense(stage: Pick<Stage, 'tell'>, quietMs: number): Nonsense {
  let count = 0;
  let lastAt = 0;
  let quiet: NodeJS.Timeout | null = null;

  function awaitQuiet(ms: number): void {
    quiet = setTimeout(() => {
      const leftMs = lastAt + quietMs - performance.now();
      if (leftMs > 0) return awaitQuiet(leftMs);
      quiet = null;
      stage.tell({ type: 'fault/cleared', code: 'osc-refused', where: 'incoming' });
    }, ms);
  }

  return {
    get count() {
      return count;
    },
    heard(more) {
      count += more;
      lastAt = performance.now();
      if (quiet) return;
      stage.tell({ type: 'fault/raised', code: 'osc-refused', where: 'incoming' });
      awaitQuiet(quietMs);
    },
    stop() {
      if (quiet) clearTimeout(quiet);
    },
  };
}
