/** What the live plot of a sensor draws, from its last readings. */

export const SPAN_MS = 30_000;
/** A shorter loss of the echo is no "nothing" to speak of. */
const SPOKEN_MS = 1000;
/** Without a reading for so long, a sensor is silent. */
export const SILENT_MS = 2000;
const STEP_CM = 50;
const HEADROOM = 1.1;

/** One reading with what the sensing made of it; distances in cm, null = nothing. */
export interface Reading {
  at: number;
  rawCm: number | null;
  filteredCm: number | null;
  baselineCm: number | null;
  present: boolean;
}

export type Columns = [x: number[], raw: Value[], filtered: Value[], baseline: Value[]];
type Value = number | null;

/** Seconds before `now`, and the curves; a pause without readings breaks them. */
export function columnsOf(readings: readonly Reading[], now: number): Columns {
  const columns: Columns = [[], [], [], []];
  let last = Infinity;
  for (const { at, rawCm, filteredCm, baselineCm } of readings) {
    if (at - last > SILENT_MS) add(columns, (last + 1 - now) / 1000, null, null, null);
    add(columns, (at - now) / 1000, rawCm, filteredCm, baselineCm);
    last = at;
  }
  return columns;
}

function add(columns: Columns, ...values: [number, Value, Value, Value]): void {
  columns[0].push(values[0]);
  for (let i = 1; i < 4; i++) columns[i]!.push(values[i]!);
}

/** When nothing was seen, in seconds before `now`. */
export function nothingSpans(readings: readonly Reading[], now: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  let from: number | null = null;
  for (const [i, { at, filteredCm }] of readings.entries()) {
    if (filteredCm === null) from ??= at;
    const ends = filteredCm !== null || i === readings.length - 1;
    if (from === null || !ends) continue;
    if (at - from >= SPOKEN_MS) spans.push({ from: (from - now) / 1000, to: (at - now) / 1000 });
    from = null;
  }
  return spans;
}

/** The upper end of the scale in cm: everything fits, and it moves in steps. */
export function ceilingOf(readings: readonly Reading[], edgesCm: readonly number[]): number {
  const seen = readings.map(({ rawCm, baselineCm }) => Math.max(rawCm ?? 0, baselineCm ?? 0));
  const highest = Math.max(STEP_CM, ...edgesCm, ...seen);
  return Math.ceil((highest * HEADROOM) / STEP_CM) * STEP_CM;
}

/** The last reading in words. */
export function saidOf(last: Reading | undefined, now: number): string {
  if (!last || now - last.at > SILENT_MS) return '▲ silent';
  return last.filteredCm === null ? '○ nothing' : `${Math.round(last.filteredCm)} cm`;
}
