/** At most one call each `everyMs` for a key, with the newest value: the first at once, the last never lost. */
export interface Latest<V> {
  put(key: string, value: V): void;
  stop(): void;
}

export function latest<V>(everyMs: number, tell: (value: V) => void): Latest<V> {
  const waiting = new Map<string, V>();
  const timers = new Map<string, NodeJS.Timeout>();

  function rest(key: string): void {
    timers.delete(key);
    if (!waiting.has(key)) return;
    const value = waiting.get(key)!;
    waiting.delete(key);
    told(key, value);
  }
  function told(key: string, value: V): void {
    tell(value);
    timers.set(key, setTimeout(rest, everyMs, key));
  }
  return {
    put(key, value) {
      if (timers.has(key)) waiting.set(key, value);
      else told(key, value);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      waiting.clear();
    },
  };
}
