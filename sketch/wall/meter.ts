import type { Cells } from './cells.ts';

/** What tests and benches read from the page: window.mishmash. */
export interface WallFigures {
  frames: number;
  /** Script time of the last frames, in ms. */
  scriptMs: { median: number; p95: number };
  /** The script times since this was asked last, at most KEPT of them, in ms. */
  takeScriptMs(): number[];
  uploads: number;
  cells: number;
  /** In-between pictures that were shown. */
  inbetweens: number;
  /** The last births, when their first frame was drawn and when the one before; ms since 1970 on this machine's clock. */
  births: { creature: number; frameAt: number; beforeAt: number }[];
}

declare global {
  interface Window {
    mishmash?: WallFigures;
  }
}

const KEPT = 600;
const BIRTHS_KEPT = 100;

/** Counts frames without allocating in them; the figures are worked out only when they are read. */
export function meter() {
  const times = new Float32Array(KEPT);
  let frames = 0;
  let taken = 0;
  let last: Cells | null = null;
  let frameAt = 0;
  let beforeAt = 0;
  let inbetweens = 0;
  let births: WallFigures['births'] = [];
  const quantile = (share: number) => {
    const sorted = times.slice(0, Math.min(frames, KEPT)).sort();
    return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  };
  window.mishmash = {
    get frames() {
      return frames;
    },
    get scriptMs() {
      return { median: quantile(0.5), p95: quantile(0.95) };
    },
    takeScriptMs() {
      const count = Math.min(frames - taken, KEPT);
      const found = Array.from({ length: count }, (_, i) => times[(frames - count + i) % KEPT]!);
      taken = frames;
      return found;
    },
    get uploads() {
      return last?.uploads ?? 0;
    },
    get inbetweens() {
      return inbetweens;
    },
    get births() {
      return births;
    },
    get cells() {
      return last ? last.grid.columns * last.grid.rows : 0;
    },
  };
  return {
    begin() {
      beforeAt = frameAt;
      frameAt = Date.now();
    },
    inbetween() {
      inbetweens += 1;
    },
    birth(creature: number) {
      births = [...births, { creature, frameAt, beforeAt }].slice(-BIRTHS_KEPT);
    },
    count(scriptMs: number, cells: Cells | null) {
      times[frames % KEPT] = scriptMs;
      frames += 1;
      last = cells;
    },
  };
}
