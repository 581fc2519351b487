const WINDOW_MS = 60_000;

/** Remembers how long the longest of some jobs took. */
export interface Slowest {
  /** Does the job and returns or throws what it does. */
  timed<T>(job: () => T): T;
  /** The longest of this minute and the one before, in ms; 0 where there was none. */
  ms(): number;
}

/** `now` in ms, monotonic. */
export function slowest(now: () => number = () => performance.now()): Slowest {
  let before = 0;
  let longest = 0;
  let since = now();

  function turn(): void {
    const passed = Math.floor((now() - since) / WINDOW_MS);
    if (passed < 1) return;
    before = passed === 1 ? longest : 0;
    longest = 0;
    since += passed * WINDOW_MS;
  }

  return {
    timed(job) {
      const begun = now();
      try {
        return job();
      } finally {
        turn();
        longest = Math.max(longest, now() - begun);
      }
    },
    ms() {
      turn();
      return Math.max(before, longest);
    },
  };
}
