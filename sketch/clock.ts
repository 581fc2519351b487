/** How far the engine's clock is ahead of this page's, learnt from the times written on what it sends. */
export interface SharedClock {
  /** ms to add to the page's clock; 0 before anything was heard. */
  offset(): number;
  /** Something that the engine wrote at `at` arrived at `local`; both in ms. */
  hear(at: number, local: number): void;
}

/** Clocks drift: what was heard longer ago than one to two of these counts no more. */
const WINDOW_MS = 60_000;
/** No message is this late while pages run; a clock that was put back is. */
const STEPPED_MS = 2000;

/** A message is never early, so the quickest one tells the offset best: late by its way alone, a ms or two in a room. */
export function sharedClock(): SharedClock {
  let since = 0;
  let best = Number.NEGATIVE_INFINITY;
  let before = Number.NEGATIVE_INFINITY;
  const offset = () => Math.max(best, before);
  return {
    offset: () => (offset() === Number.NEGATIVE_INFINITY ? 0 : offset()),
    hear(at, local) {
      const sample = at - local;
      if (sample < offset() - STEPPED_MS) {
        best = before = Number.NEGATIVE_INFINITY;
        since = local;
      }
      if (local - since > WINDOW_MS) {
        before = best;
        best = Number.NEGATIVE_INFINITY;
        since = local;
      }
      best = Math.max(best, sample);
    },
  };
}
