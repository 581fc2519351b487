/** When a sensor's readings are somebody. */
export interface Thresholds {
  /** Nearer than this is somebody. */
  nearCm: number;
  /** Farther than this is nobody; in between nothing changes. */
  farCm: number;
  /** Somebody must stay this long to be noticed. */
  dwellMs: number;
  /** Nobody must be there this long to have left. */
  leaveMs: number;
  /** Somebody is also nearer than the empty room by this much; 0 = the empty room is not looked at. */
  marginCm: number;
  /** What this sensor counts where several are weighed together. */
  weight: number;
}

export type ThresholdName = keyof Thresholds;

export const THRESHOLD_RANGES: Readonly<Record<ThresholdName, { min: number; max: number }>> = {
  nearCm: { min: 1, max: 1000 },
  farCm: { min: 1, max: 1000 },
  dwellMs: { min: 0, max: 60_000 },
  leaveMs: { min: 0, max: 60_000 },
  marginCm: { min: 0, max: 500 },
  weight: { min: 0, max: 10 },
};

export const thresholdNames = Object.keys(THRESHOLD_RANGES) as ThresholdName[];

/** Whether `name` may be set to `value`. */
export function isThreshold(name: string, value: number): name is ThresholdName {
  if (!Object.hasOwn(THRESHOLD_RANGES, name)) return false;
  const { min, max } = THRESHOLD_RANGES[name as ThresholdName];
  return value >= min && value <= max;
}

/** Thresholds under which everything that is seen is somebody at once: for looking at readings alone. */
export const ACCEPT_ALL: Omit<Thresholds, 'weight'> = {
  nearCm: 1000,
  farCm: 1000,
  dwellMs: 0,
  leaveMs: 0,
  marginCm: 0,
};
