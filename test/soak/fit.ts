/** A measured value; `life` tells one process from the next, between which nothing is compared. */
export interface Point {
  x: number;
  y: number;
  life: number;
}

export interface Slope {
  slope: number;
  /** 95 % of the time the true slope is within, if the points are independent of one another. */
  low: number;
  high: number;
  pairs: number;
}

const CONFIDENCE = 1.96;

/** The median slope of all pairs within one life (Theil 1950), with Sen's interval (1968); null below three pairs. */
export function theilSen(points: readonly Point[]): Slope | null {
  const slopes: number[] = [];
  const counts = new Map<number, number>();
  points.forEach((a, i) => {
    counts.set(a.life, (counts.get(a.life) ?? 0) + 1);
    for (const b of points.slice(0, i))
      if (a.life === b.life && a.x !== b.x) slopes.push((a.y - b.y) / (a.x - b.x));
  });
  if (slopes.length < 3) return null;
  slopes.sort((a, b) => a - b);
  const variance = [...counts.values()].reduce((sum, n) => sum + (n * (n - 1) * (2 * n + 5)) / 18, 0);
  const reach = CONFIDENCE * Math.sqrt(variance);
  const at = (rank: number) => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))]!;
  const n = slopes.length;
  return {
    slope: percentile(slopes, 0.5),
    low: at((n - reach) / 2 - 1),
    high: at((n + reach) / 2),
    pairs: n,
  };
}

/** The value below which `share` (0..1) of them lie, by nearest rank; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
