import { type Point, theilSen } from './fit.ts';
import type { Bound } from './report.ts';

export const RETENTION_DAYS = 1;
const HOUR_MS = 3_600_000;
const WARM_UP_H = 6;

/** One hour of the show. */
export interface Hour {
  hour: number;
  rssMB: number;
  heapMB: number;
  databaseMB: number;
  journal: number;
  births: number;
  profiles: number;
  /** What the slowest thing that was due in this hour took, in ms of the system's clock. */
  slowestMs: number;
}

/** Codes that are not found within their time, or are found after it; a check comes every ten minutes. */
export function lostCodes(
  promised: Map<string, { at: number }>,
  has: (code: string) => boolean,
  now: number,
): string[] {
  const endMs = RETENTION_DAYS * 24 * HOUR_MS;
  return [...promised].flatMap(([code, { at }]) => {
    const age = now - at;
    if (age < endMs && !has(code)) return [`lost at ${(age / HOUR_MS).toFixed(1)} h`];
    if (age > endMs + 1_200_000 && has(code)) return [`still there at ${(age / HOUR_MS).toFixed(1)} h`];
    return [];
  });
}

export function memory(hours: readonly Hour[]): Bound {
  const points: Point[] = hours
    .filter(({ hour }) => hour > WARM_UP_H)
    .map(({ hour, rssMB }) => ({ x: hour, y: rssMB, life: 1 }));
  const what = 'memory < 1 MB an hour of the show';
  const fit = theilSen(points);
  if (!fit || points.length < 12) return { what, measured: '', verdict: 'too short to say' };
  const measured = `${fit.slope.toFixed(2)} (${fit.low.toFixed(2)} to ${fit.high.toFixed(2)})`;
  return { what, measured, verdict: fit.high < 1 ? 'met' : fit.low >= 1 ? 'broken' : 'too short to say' };
}

export function judged(what: string, measured: string, met: boolean): Bound {
  return { what, measured, verdict: met ? 'met' : 'broken' };
}

export function hourLine({
  hour,
  rssMB,
  heapMB,
  databaseMB,
  journal,
  births,
  profiles,
  slowestMs,
}: Hour): string {
  const cells: [number, number][] = [
    [hour, 4],
    [rssMB, 10],
    [heapMB, 9],
    [databaseMB, 13],
    [journal, 10],
    [births, 10],
    [profiles, 10],
    [slowestMs, 12],
  ];
  return cells.map(([value, width]) => value.toFixed(0).padStart(width)).join('');
}
