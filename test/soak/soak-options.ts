import { parseArgs } from 'node:util';
import type { Plan } from './schedule.ts';

export const USAGE =
  'npm run soak -- --hours 2 [--speed 1] [--faults SECONDS] [--seed N] [--out FILE.json]; --speed above 1: the pure show on a faster clock';

export interface SoakOptions {
  plan: Plan;
  /** 1 = the real installation in real time. */
  speed: number;
  out: string | null;
}

const HOUR_MS = 3_600_000;

/** What the command line asks for, or every fault in it. */
export function readSoakOptions(args: readonly string[]): { options: SoakOptions | null; faults: string[] } {
  const texts = { hours: '2', speed: '1', faults: '120', seed: '1' };
  let out: string | null = null;
  try {
    const string = { type: 'string' } as const;
    const options = { hours: string, speed: string, faults: string, seed: string, out: string };
    const { values } = parseArgs({ args: [...args], options });
    const { out: file, ...given } = values;
    Object.assign(texts, given);
    out = file ?? null;
  } catch (error) {
    return { options: null, faults: [error instanceof Error ? error.message : String(error)] };
  }
  const [hours, speed, faultS, seed] = [texts.hours, texts.speed, texts.faults, texts.seed].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const faults = [
    ...(hours > 0 && hours <= 10_000 ? [] : [`--hours ${texts.hours}: give 0.01 to 10000`]),
    ...(speed >= 1 && speed <= 100_000 ? [] : [`--speed ${texts.speed}: give 1 to 100000`]),
    ...(faultS === 0 || faultS >= 10
      ? []
      : [`--faults ${texts.faults}: give 0 (none) or at least 10 seconds`]),
    ...(Number.isInteger(seed) && seed >= 0 ? [] : [`--seed ${texts.seed}: give a whole number`]),
  ];
  if (faults.length > 0) return { options: null, faults };
  // In real time more than a crowded opening, for a p99 of ten minutes to stand on more than two visits.
  const people =
    speed > 1
      ? { phoneEveryMs: 120_000, boothEveryMs: 180_000, orderEveryMs: 60_000 }
      : { phoneEveryMs: 1000, boothEveryMs: 30_000, orderEveryMs: 2000 };
  const plan = { seed, lengthMs: hours * HOUR_MS, ...people, disturbEveryMs: faultS * 1000 };
  return { options: { plan, speed, out }, faults: [] };
}
