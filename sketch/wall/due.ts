/** What is to be done at a time on the engine's clock, in the order of those times. */
export interface Due {
  /** At `atMs`, or with the next frame where that has passed. */
  at(atMs: number, run: () => void): void;
  /** Does what is due by `nowMs`. */
  tick(nowMs: number): void;
  /** Forgets what was still to come. */
  clear(): void;
}

export function dueList(): Due {
  let waiting: { atMs: number; run: () => void }[] = [];
  return {
    at(atMs, run) {
      const later = waiting.findIndex((one) => one.atMs > atMs);
      waiting.splice(later < 0 ? waiting.length : later, 0, { atMs, run });
    },
    tick(nowMs) {
      while (waiting[0] && waiting[0].atMs <= nowMs) waiting.shift()!.run();
    },
    clear() {
      waiting = [];
    },
  };
}
