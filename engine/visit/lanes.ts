/** A lane runs at most `width` jobs at once; the others wait in order. */
export interface Lane {
  run<T>(job: () => Promise<T>): Promise<T>;
  readonly running: number;
  readonly waiting: number;
}

/** A new lane of `width` >= 1. How many may wait is the caller's business. */
export function lane(width: number): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    get running() {
      return running;
    },
    get waiting() {
      return waiting.length;
    },
    async run(job) {
      if (running >= width) await new Promise<void>((go) => waiting.push(go));
      else running += 1;
      try {
        return await job();
      } finally {
        // The place is handed on, not given back, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
