import type { Sample } from '../../engine/show/sensing/reading.ts';
import type { Stretch } from './stretches.ts';

/** The nearest that was seen in each of so many equal parts of a stretch, in cm; null where nothing was. */
export function thinned(samples: readonly Sample[], { from, to }: Stretch, parts: number): (number | null)[] {
  const nearest: (number | null)[] = Array(parts).fill(null);
  for (const { at, cm } of samples) {
    const i = Math.floor(((at - from) / (to - from)) * parts);
    if (cm === null || i < 0 || i >= parts) continue;
    nearest[i] = Math.min(nearest[i] ?? Infinity, cm);
  }
  return nearest;
}
