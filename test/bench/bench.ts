import { figure, ratioText, verdict } from './table.ts';

/** One question about speed, asked against a peer or a limit in the same run. */
export interface Bench {
  question: string;
  run(): Promise<Row[]>;
}

export interface Row {
  what: string;
  unit: string;
  ours: number;
  against: string;
  theirs: number;
  /** Ours over theirs; null where the spread is larger than the difference. */
  ratio: number | null;
  target: string;
  met: boolean;
}

export interface Sample {
  median: number;
  p95: number;
  /** Distance of the quartiles. */
  spread: number;
}

export function summary(values: readonly number[]): Sample {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { median: at(0.5), p95: at(0.95), spread: at(0.75) - at(0.25) };
}

/** Runs the contenders in turn, `rounds` times after one warm-up, so that a slow moment of the machine hits all. */
export async function interleaved<K extends string>(
  rounds: number,
  contenders: Record<K, () => unknown>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(contenders) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      await contenders[name]();
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  return times;
}

/** The ratio of two samples' medians, or null where their spread is larger than their difference. */
export function ratioOf(ours: Sample, theirs: Sample): number | null {
  const difference = Math.abs(ours.median - theirs.median);
  if (Math.max(ours.spread, theirs.spread) > difference) return null;
  return ours.median / theirs.median;
}

export function printRows(rows: readonly Row[]): void {
  console.table(
    rows.map((row) => ({
      what: row.what,
      ours: `${figure(row.ours)} ${row.unit}`,
      against: `${figure(row.theirs)} ${row.unit} ${row.against}`,
      ratio: ratioText(row),
      target: row.target,
      met: verdict(row),
    })),
  );
}
