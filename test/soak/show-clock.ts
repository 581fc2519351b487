/** A clock that stands still between what is due on it, in ms since 1970. */
export interface ShowClock {
  now(): number;
  /** Returns how to call it off. */
  at(due: number, job: () => unknown): () => void;
  every(ms: number, job: () => unknown): () => void;
  /** Does what is due until then, each after the one before has ended; `between` is awaited after every `often` of them. */
  run(until: number, often: number, between: () => Promise<boolean>): Promise<void>;
}

interface Due {
  at: number;
  job: () => unknown;
}

export function showClock(startAt: number): ShowClock {
  let now = startAt;
  const waiting = new Set<Due>();

  function at(due: number, job: () => unknown): () => void {
    const one = { at: Math.max(due, now), job };
    waiting.add(one);
    return () => void waiting.delete(one);
  }

  function every(ms: number, job: () => unknown): () => void {
    let stopped = false;
    let off = at(now + ms, turn);
    async function turn() {
      await job();
      if (!stopped) off = at(now + ms, turn);
    }
    return () => {
      stopped = true;
      off();
    };
  }

  return {
    now: () => now,
    at,
    every,
    async run(until, often, between) {
      for (let count = 1; ; count++) {
        let next: Due | null = null;
        // The first of those that are due at the same time is the one that has waited longest.
        for (const one of waiting) if (!next || one.at < next.at) next = one;
        if (!next || next.at > until) break;
        waiting.delete(next);
        now = next.at;
        await next.job();
        if (count % often === 0 && !(await between())) return;
      }
      now = until;
    },
  };
}
