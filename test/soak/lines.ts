import { percentile } from './fit.ts';
import { type Bound, isHeldUp, type Soak, type Stall, type Visit } from './report.ts';

/** More than twice the time that half of all visits take. */
const SLOW_MS = 180;

/** The head of the table that `minuteLine` writes. */
export const MINUTE_HEAD =
  '  min  engine MB  child MB  handles  loop p99/max ms  births  asked answered refused  p50   p95   p99 ms  undone/disturbed';

/** The last minute as a line of that table. */
export function minuteLine(soak: Soak): string {
  const now = soak.minutes.at(-1)!;
  const since = (now.minute - 1) * 60_000;
  const recent = soak.visits.filter(({ at }) => at >= since).map(({ ms }) => ms);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(recent, share));
  const over = soak.disturbed.filter(({ recoveredMs }) => recoveredMs !== null).length;
  const loop = `${shown(now.loopP99Ms)}/${shown(now.loopMaxMs)}`;
  const cells: [string, number][] = [
    [shown(now.minute), 5],
    [shown(now.engineMB), 11],
    [shown(now.childMB), 10],
    [`${shown(now.engineHandles)}+${shown(now.childHandles)}`, 9],
    [loop, 17],
    [shown(now.births), 8],
    [shown(now.asked), 7],
    [shown(now.answered), 9],
    [shown(now.refused), 8],
    [shown(p50!), 5],
    [shown(p95!), 6],
    [shown(p99!), 6],
    [`${over}/${soak.disturbed.length}`, 18],
  ];
  return cells.map(([text, width]) => text.padStart(width)).join('');
}

/** A line for each calm visit that took long, and whether the machine was to blame. */
export function slowLines(visits: readonly Visit[], stalls: readonly Stall[]): string[] {
  return visits
    .filter(({ calm, ms }) => calm && ms >= SLOW_MS)
    .map((visit) => {
      const why = isHeldUp(visit, stalls) ? ', while the machine stood still' : '';
      return `  a visit in minute ${(visit.at / 60_000).toFixed(2)} took ${visit.ms.toFixed(0)} ms${why}`;
    });
}

/** Every bound on a line of its own, its verdict first. */
export function boundLines(all: readonly Bound[]): string {
  return all.map(({ what, measured, verdict }) => `${verdict.padEnd(17)}${what}: ${measured}`).join('\n');
}

function shown(value: number): string {
  return Number.isFinite(value) ? value.toFixed(0) : '-';
}
