import { dueAt, type Run } from './latency.ts';

export type StageVerdict = 'in time' | 'late' | 'measured' | 'waits' | 'missing' | 'not reached';

/** One stage on the way from a press to the sound; `ms` and `budgetMs` null where there is none. */
export interface LatencyStage {
  what: string;
  ms: number | null;
  budgetMs: number | null;
  verdict: StageVerdict;
  /** What is missing, or what it waits for. */
  says: string;
}

interface Way {
  what: string;
  from: (run: Run) => number | null;
  to: (run: Run) => number | null;
  /** Null: a visitor decides how long it takes. */
  budgetMs: number | null;
  /** Whoever has not told anything by then is not there; null = a visitor is waited for. */
  patienceMs: number | null;
  waits: string;
  missing: (run: Run) => string;
  /** Whether a page has said that it will not come. */
  isGivenUp?: (run: Run) => boolean;
}

const WAYS: readonly Way[] = [
  {
    what: 'press to visit begun',
    from: (run) => run.pressedAt,
    to: (run) => run.begunAt,
    budgetMs: 25,
    patienceMs: 1000,
    waits: 'the engine begins a visit',
    missing: () =>
      'no visit began: visits begin by presence, the show is frozen, or another visit was running',
  },
  {
    what: 'notice over to camera open',
    from: (run) => run.captureAt,
    to: (run) => run.cameraAt,
    budgetMs: null,
    patienceMs: 8000,
    waits: 'the booth opens its camera',
    missing: ({ blind }) =>
      blind
        ? 'the booth has no camera, or its browser refuses it'
        : 'no booth is open: open /booth on this machine',
    isGivenUp: ({ blind }) => blind,
  },
  {
    what: 'camera open to photo sent',
    from: (run) => run.cameraAt ?? run.captureAt,
    to: (run) => run.capturedAt,
    budgetMs: null,
    patienceMs: null,
    waits: 'whoever stands at the booth is photographed and consents',
    missing: () => '',
  },
  {
    what: 'photo sent to profile born',
    from: (run) => run.capturedAt,
    to: (run) => run.bornAt,
    budgetMs: 3000,
    patienceMs: 20_000,
    waits: 'the networks make the hybrid',
    missing: () => 'no profile was born: see the faults',
  },
  {
    what: 'birth due to wall drawn',
    from: dueAt,
    to: (run) => run.drawnAt,
    budgetMs: 100,
    patienceMs: 5000,
    waits: 'the wall draws it',
    missing: ({ hangs }) =>
      hangs
        ? 'no wall is open: open /wall on this machine'
        : 'the portrait does not hang: it needs the consent to the wall, or the approval of the desk',
  },
  {
    what: 'birth to sound begun',
    from: (run) => run.bornAt,
    to: (run) => run.heardAt,
    budgetMs: 100,
    patienceMs: 5000,
    waits: 'the wall sounds',
    missing: ({ silent }) =>
      silent
        ? 'the sound is off: touch the wall page once; see volume and blackout'
        : 'no wall with sound is open: open /wall on this machine',
    isGivenUp: ({ silent }) => silent,
  },
];

/** How far a run has come by `now`, ms since 1970. */
export function stagesOf(run: Run, now: number): LatencyStage[] {
  return WAYS.map((way) => stageOf(way, run, now));
}

function stageOf(way: Way, run: Run, now: number): LatencyStage {
  const { what, budgetMs, patienceMs } = way;
  const [from, to] = [way.from(run), way.to(run)];
  const stage = { what, budgetMs, ms: null };
  if (from === null) return { ...stage, verdict: 'not reached', says: '' };
  if (to !== null) {
    // Clocks of pages are within a ms or two of the engine's.
    const ms = Math.max(0, Math.round(to - from));
    const verdict = budgetMs === null ? 'measured' : ms <= budgetMs ? 'in time' : 'late';
    return { ...stage, ms, verdict, says: '' };
  }
  if (run.cancelled !== '') return { ...stage, verdict: 'missing', says: `cancelled: ${run.cancelled}` };
  const isLate = patienceMs !== null && now - from > patienceMs;
  return isLate || way.isGivenUp?.(run)
    ? { ...stage, verdict: 'missing', says: way.missing(run) }
    : { ...stage, verdict: 'waits', says: way.waits };
}

/** What the sheet says of a run; null = not walked to its end. */
export function latencyVerdict(stages: readonly LatencyStage[]): 'pass' | 'fail' | null {
  if (stages.some(({ verdict }) => verdict === 'late' || verdict === 'missing')) return 'fail';
  const done = stages.every(({ verdict }) => verdict === 'in time' || verdict === 'measured');
  return done ? 'pass' : null;
}
