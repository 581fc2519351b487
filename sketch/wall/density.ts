/** Pixels of the canvas per pixel of the page: fewer where the machine cannot draw them in time. */

const JUDGED_FRAMES = 40;
/** Slower than this is drawing in software; a laptop's GPU stays far below. */
const SLOW_MS = 70;
const MIN_DENSITY = 0.5;

export interface Judge {
  density: number;
  frames: number;
  totalMs: number;
}

export const fullDensity: Judge = { density: 1, frames: 0, totalMs: 0 };

/** Hears how long a frame took; after every forty the density is halved if they were slow. It never rises again. */
export function judged(judge: Judge, frameMs: number): Judge {
  const frames = judge.frames + 1;
  const totalMs = judge.totalMs + frameMs;
  if (frames < JUDGED_FRAMES) return { ...judge, frames, totalMs };
  const slow = totalMs / frames > SLOW_MS;
  return { density: slow ? Math.max(MIN_DENSITY, judge.density / 2) : judge.density, frames: 0, totalMs: 0 };
}
