/** A soak: the empty room is watched, and everybody who is noticed all the same is counted. */
export interface Soak {
  since: number;
  /** The time in which the page really looked. */
  watchedMs: number;
  lastAt: number;
  counts: Readonly<Record<string, number>>;
}

/** The page looked on between two ticks; longer, and it was closed or asleep. */
const GAP_MS = 15_000;
const HOUR_MS = 3_600_000;

export function soakFrom(at: number): Soak {
  return { since: at, watchedMs: 0, lastAt: at, counts: {} };
}

/** The soak at `at`: time counts only while the page looked. */
export function watched(soak: Soak, at: number): Soak {
  const passed = at - soak.lastAt;
  const looked = passed > 0 && passed <= GAP_MS ? passed : 0;
  return { ...soak, watchedMs: soak.watchedMs + looked, lastAt: Math.max(soak.lastAt, at) };
}

/** One more who was noticed by `sensor`. */
export function noticed(soak: Soak, sensor: string): Soak {
  return { ...soak, counts: { ...soak.counts, [sensor]: (soak.counts[sensor] ?? 0) + 1 } };
}

/** False triggers an hour; null until there is a minute to go by. */
export function perHour(count: number, watchedMs: number): number | null {
  return watchedMs < HOUR_MS / 60 ? null : count / (watchedMs / HOUR_MS);
}

/** A soak as it was kept; null where that cannot be read. */
export function soakOf(text: string | null): Soak | null {
  try {
    const soak = JSON.parse(text ?? '') as Soak;
    const whole = [soak.since, soak.watchedMs, soak.lastAt].every(Number.isFinite);
    return whole && typeof soak.counts === 'object' && soak.counts ? soak : null;
  } catch {
    return null;
  }
}
