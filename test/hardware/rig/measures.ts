import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const STEP_MS = 10;
const MB = 1024 * 1024;

/** Times of one kind of trouble, in ms. */
export interface Times {
  add(ms: number): void;
  max(): number;
  /** "50 unplugs: 84 ms, at most 132". */
  toString(): string;
}

export function times(what: string): Times {
  const all: number[] = [];
  const max = () => Math.max(...all);
  return {
    add: (ms) => void all.push(ms),
    max,
    toString() {
      const middle = [...all].sort((a, b) => a - b)[all.length >> 1];
      return `${all.length} ${what}: ${middle?.toFixed(0)} ms, at most ${max().toFixed(0)}`;
    },
  };
}

/** Watches how late this process comes to what is due, which on a busy machine is no fault of the show. */
export function lateness(): { sinceMs(at: number): number; stop(): void } {
  const late: { at: number; ms: number }[] = [];
  let last = performance.now();
  const every = setInterval(() => {
    const at = performance.now();
    const ms = at - last - STEP_MS;
    if (ms > STEP_MS) late.push({ at, ms });
    last = at;
  }, STEP_MS);
  return {
    sinceMs: (from) => late.reduce((sum, { at, ms }) => (at > from ? sum + ms : sum), 0),
    stop: () => clearInterval(every),
  };
}

/** Memory of this process in MB, after everything that can be let go of is. */
export function memoryMB(): { resident: number; heap: number } {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  return { resident: process.memoryUsage.rss() / MB, heap: process.memoryUsage().heapUsed / MB };
}
