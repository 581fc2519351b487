/** No cell changes more than three times a second, at whatever tempo: nothing may flash (WCAG 2.3.1). */
const MIN_CHANGE_MS = 340;

/** When births may begin, slot by slot, on the engine's clock. */
export interface Changes {
  /** The begin of a birth in `slot` that could begin at `earliestMs`: at a distance from the one before it there. */
  begin(slot: number, earliestMs: number): number;
}

export function changes(): Changes {
  const last = new Map<number, number>();
  return {
    begin(slot, earliestMs) {
      const before = last.get(slot) ?? Number.NEGATIVE_INFINITY;
      // A birth that has not begun yet is never seen: who comes after it takes its time.
      if (before > earliestMs && before <= earliestMs + MIN_CHANGE_MS) return before;
      // Further ahead it can only be because the clock was put back, which must not hold the wall.
      const at = before > earliestMs ? earliestMs : Math.max(earliestMs, before + MIN_CHANGE_MS);
      last.set(slot, at);
      return at;
    },
  };
}
