/** Readings over which the median is taken: two wild ones in a row are not seen. */
export const WINDOW = 5;

/** The window after one more reading; null (nothing seen) is kept as infinitely far. */
export function shifted(recent: readonly number[], cm: number | null): number[] {
  const next = recent.length < WINDOW ? recent.slice() : recent.slice(1);
  next.push(cm ?? Infinity);
  return next;
}

/** The upper median of a window in cm; null where most of it is nothing. */
export function medianOf(recent: readonly number[]): number | null {
  const sorted = recent.slice();
  for (let i = 1; i < sorted.length; i++) {
    const value = sorted[i]!;
    let j = i;
    for (; j > 0 && sorted[j - 1]! > value; j--) sorted[j] = sorted[j - 1]!;
    sorted[j] = value;
  }
  const middle = sorted[sorted.length >> 1] ?? Infinity;
  return middle < Infinity ? middle : null;
}
