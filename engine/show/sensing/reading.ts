/** One reading of a sensor: when (ms since 1970, or of any clock) and how far away in cm; null = nothing seen. */
export interface Sample {
  at: number;
  cm: number | null;
}

/** What a driver tells, as a distance in cm or null; zero, negative and unreadable are no echo, never somebody at no distance. */
export function cmOf(raw: number | null): number | null {
  return raw !== null && raw > 0 && raw < Infinity ? raw : null;
}
