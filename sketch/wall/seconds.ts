const HOUR_MS = 3_600_000;

/** The engine's clock in numbers small enough for a shader: seconds since a full hour, the same in every window. */
export interface Seconds {
  /** `atMs` in seconds since the hour that counts now; negative before it. */
  of(atMs: number): number;
  /** Counts from the hour of `nowMs`; by how much all times kept in seconds must move, 0 nearly always. */
  turn(nowMs: number): number;
}

export function secondsFrom(nowMs: number): Seconds {
  let hour = Math.floor(nowMs / HOUR_MS);
  return {
    of: (atMs) => (atMs - hour * HOUR_MS) / 1000,
    turn(now) {
      const next = Math.floor(now / HOUR_MS);
      const byS = ((hour - next) * HOUR_MS) / 1000;
      hour = next;
      return byS;
    },
  };
}
