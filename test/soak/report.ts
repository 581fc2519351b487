import { type Point, percentile, type Slope, theilSen } from './fit.ts';
import { type Disturbance, WINDOW_MS } from './schedule.ts';

/** What a minute was. Memory in MB, the median and the most of its readings; times in ms; NaN where it could not be read. */
export interface Minute {
  /** Minutes since the beginning. */
  minute: number;
  /** Counts the lives of the engine. */
  life: number;
  /** Counts the generator's processes. */
  childLife: number;
  engineMB: number;
  childMB: number;
  engineMostMB: number;
  childMostMB: number;
  engineHandles: number;
  childHandles: number;
  loopP99Ms: number;
  loopMaxMs: number;
  /** Since the beginning. */
  births: number;
  asked: number;
  answered: number;
  refused: number;
}

/** One visit that was answered, `at` ms after the beginning; `calm`: nothing was disturbed meanwhile. */
export interface Visit {
  at: number;
  ms: number;
  calm: boolean;
}

/** The machine itself stood still, in ms after the beginning. */
export interface Stall {
  from: number;
  till: number;
}

export interface Disturbed {
  at: number;
  what: Disturbance;
  /** How long it was held on purpose. */
  heldMs: number;
  /** From letting go until no fault stands and births go on; null where that did not come. */
  recoveredMs: number | null;
  /** Faults that the show raised and cleared meanwhile. */
  raised: string[];
  cleared: string[];
}

export interface Soak {
  minutes: Minute[];
  visits: Visit[];
  stalls: Stall[];
  disturbed: Disturbed[];
  /** Codes that were given out and not found again, and erased ones that came back. */
  lost: string[];
  promised: number;
  standing: string[];
}

export interface Bound {
  what: string;
  measured: string;
  verdict: 'met' | 'broken' | 'too short to say';
}

/** So long V8 gathers compiled code: what is alive after full collections hardly grows after 2,500 visits. */
const WARM_UP_MIN = 40;
const MIN_SLOPE_MIN = 60;
const MAX_MB_PER_HOUR = 1;
/** Keep-alive connections come and go. */
const MAX_HANDLES_MORE = 3;
const MIN_VISITS = 100;
const MAX_P99_RATIO = 1.2;

/** Every bound of the soak with what was measured. */
export function bounds(soak: Soak): Bound[] {
  return [
    memory(soak, 'engine', ENGINE, ['engineMB', 'engineMostMB']),
    memory(soak, 'generator', GENERATOR, ['childMB', 'childMostMB']),
    handles(soak, 'engine', ENGINE, ({ engineHandles }) => engineHandles),
    handles(soak, 'generator', GENERATOR, ({ childHandles }) => childHandles),
    {
      what: 'profiles lost',
      measured: `${soak.lost.length} of ${soak.promised}`,
      verdict: soak.lost.length === 0 ? 'met' : 'broken',
    },
    latency(soak),
    {
      what: 'faults left standing',
      measured: soak.standing.join(', ') || 'none',
      verdict: soak.standing.length === 0 ? 'met' : 'broken',
    },
    recovery(soak),
  ];
}

type LifeOf = (minute: Minute) => number;
const ENGINE: LifeOf = ({ life }) => life;
const GENERATOR: LifeOf = ({ childLife }) => childLife;

/** The part of every life that is past its warm-up. */
function warm(minutes: readonly Minute[], lifeOf: LifeOf): Minute[] {
  const born = new Map<number, number>();
  for (const one of minutes) if (!born.has(lifeOf(one))) born.set(lifeOf(one), one.minute);
  return minutes.filter((one) => one.minute - born.get(lifeOf(one))! >= WARM_UP_MIN);
}

/** The hours of the longest life among the points. */
function longest(points: readonly Point[]): number {
  const begun = new Map<number, number>();
  return Math.max(
    ...points.map(({ x, life }) => {
      if (!begun.has(life)) begun.set(life, x);
      return x - begun.get(life)!;
    }),
  );
}

/**
 * Judged by the medians, as the most of a minute hangs on how its readings fell between two collections; sure growth of
 * that breaks it too.
 */
function memory(
  { minutes }: Soak,
  who: string,
  lifeOf: LifeOf,
  [median, most]: readonly ['engineMB' | 'childMB', 'engineMostMB' | 'childMostMB'],
): Bound {
  const pointsOf = (of: typeof median | typeof most): Point[] =>
    warm(minutes, lifeOf)
      .map((one) => ({ x: one.minute / 60, y: one[of], life: lifeOf(one) }))
      .filter(({ y }) => Number.isFinite(y));
  const points = pointsOf(median);
  const what = `memory of the ${who} < ${MAX_MB_PER_HOUR} MB/h`;
  const [fit, fitMost] = [theilSen(points), theilSen(pointsOf(most))];
  if (!fit || !fitMost)
    return { what, measured: 'no two minutes after the warm-up', verdict: 'too short to say' };
  const told = ({ slope, low, high }: Slope) =>
    `${slope.toFixed(2)} MB/h (${low.toFixed(2)} to ${high.toFixed(2)})`;
  const measured = `${told(fit)} by the medians of its minutes, ${told(fitMost)} by their peaks`;
  if (longest(points) * 60 < MIN_SLOPE_MIN) return { what, measured, verdict: 'too short to say' };
  const grows = Math.max(fit.low, fitMost.low) >= MAX_MB_PER_HOUR;
  if (fit.high < MAX_MB_PER_HOUR && !grows) return { what, measured, verdict: 'met' };
  return { what, measured, verdict: grows ? 'broken' : 'too short to say' };
}

/** In the last life: its last third against its first. */
function handles({ minutes }: Soak, who: string, lifeOf: LifeOf, read: (minute: Minute) => number): Bound {
  const last = warm(minutes, lifeOf).filter((one, _, all) => lifeOf(one) === lifeOf(all.at(-1)!));
  const third = Math.floor(last.length / 3);
  const what = `open handles of the ${who} flat (+${MAX_HANDLES_MORE})`;
  if (third < 3) return { what, measured: '', verdict: 'too short to say' };
  const middle = (some: readonly Minute[]) => percentile(some.map(read), 0.5);
  const [early, late] = [middle(last.slice(0, third)), middle(last.slice(-third))];
  return {
    what,
    measured: `${early} to ${late}`,
    verdict: late - early <= MAX_HANDLES_MORE ? 'met' : 'broken',
  };
}

/** Whether the machine stood still during a visit; then its time says nothing of the show. */
export function isHeldUp({ at, ms }: Visit, stalls: readonly Stall[]): boolean {
  return stalls.some(({ from, till }) => from < at + ms && till > at);
}

function latency({ visits, stalls, minutes }: Soak): Bound {
  const what = `p99 of calm visits, last ten minutes / first ten <= ${MAX_P99_RATIO}`;
  const end = (minutes.at(-1)?.minute ?? 0) * 60_000;
  const calm = visits.filter((visit) => visit.calm);
  const windows = [calm.filter(({ at }) => at >= end - WINDOW_MS), calm.filter(({ at }) => at < WINDOW_MS)];
  const p99 = (some: readonly Visit[]) =>
    percentile(
      some.map(({ ms }) => ms),
      0.99,
    );
  const free = windows.map((some) => some.filter((visit) => !isHeldUp(visit, stalls)));
  const [after, before] = free.map(p99) as [number, number];
  const [afterAll, beforeAll] = windows.map(p99) as [number, number];
  const [last, first] = free.map(({ length }) => length) as [number, number];
  const heldUp = windows.map(({ length }, i) => length - free[i]!.length);
  const ratio = (a: number, b: number) => `${a.toFixed(0)} / ${b.toFixed(0)} ms = ${(a / b).toFixed(2)}`;
  const measured = `${ratio(after, before)} (${last} and ${first} visits; with ${heldUp.join(' and ')} more while the machine stood still ${ratio(afterAll, beforeAll)})`;
  const short = end < 2 * WINDOW_MS || Math.min(first, last) < MIN_VISITS;
  if (short) return { what, measured, verdict: 'too short to say' };
  return { what, measured, verdict: after / before <= MAX_P99_RATIO ? 'met' : 'broken' };
}

function recovery({ disturbed }: Soak): Bound {
  const never = disturbed.filter(({ recoveredMs }) => recoveredMs === null);
  const slowest = Math.max(0, ...disturbed.map(({ recoveredMs }) => recoveredMs ?? 0));
  return {
    what: 'every disturbance got over',
    measured: `${disturbed.length - never.length} of ${disturbed.length}, the slowest in ${(slowest / 1000).toFixed(1)} s`,
    verdict: never.length === 0 ? 'met' : 'broken',
  };
}
