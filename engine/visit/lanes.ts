/** A lane runs at most `width` jobs at once; the others wait in order. */
export interface Lane {
  /** `first` goes before all who wait; `key` is what `place` knows the job by. */
  run<T>(job: () => Promise<T>, how?: { first?: boolean; key?: string | null }): Promise<T>;
  /** How many are before this one, itself included, until it runs; 0 = it runs, or is not here. */
  place(key: string): number;
  /** How long whoever is in this place will wait, judged by the last jobs, in ms. */
  waitMs(place: number): number;
  readonly running: number;
  readonly waiting: number;
}

/** Weight of the newest job in the mean time of one. */
const NEWEST = 0.2;

/** A new lane of `width` >= 1. How many may wait is the caller's business. `now` in ms, monotonic. */
export function lane(width: number, now: () => number = () => performance.now()): Lane {
  const waiting: { go: () => void; key: string | null }[] = [];
  let running = 0;
  let meanMs = 0;

  function turn(first: boolean, key: string | null): Promise<void> {
    return new Promise((go) => {
      if (first) waiting.unshift({ go, key });
      else waiting.push({ go, key });
    });
  }

  return {
    get running() {
      return running;
    },
    get waiting() {
      return waiting.length;
    },
    place: (key) => waiting.findIndex((one) => one.key === key) + 1,
    waitMs: (place) => Math.ceil(place / width) * meanMs,
    async run(job, { first = false, key = null } = {}) {
      if (running >= width) await turn(first, key);
      else running += 1;
      const begun = now();
      try {
        return await job();
      } finally {
        const ms = now() - begun;
        meanMs = meanMs === 0 ? ms : meanMs + (ms - meanMs) * NEWEST;
        // The place is handed on, not given back, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next.go();
        else running -= 1;
      }
    },
  };
}
