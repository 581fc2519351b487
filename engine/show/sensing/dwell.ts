export interface Dwell {
  near: boolean;
  /** When near last began or ended. */
  since: number;
  present: boolean;
}

export const nobodyNear: Dwell = { near: false, since: 0, present: false };

/**
 * Somebody is present once near for dwellMs, and until not near for leaveMs; `at` in ms. `seen`: the sensor sees
 * something right now; nobody is noticed at a moment when nothing is.
 */
export function dwell(
  state: Dwell,
  near: boolean,
  seen: boolean,
  at: number,
  { dwellMs, leaveMs }: { dwellMs: number; leaveMs: number },
): Dwell {
  const since = near === state.near ? state.since : at;
  const settled = at - since >= (near ? dwellMs : leaveMs);
  return { near, since, present: settled && (seen || !near) ? near : state.present };
}
