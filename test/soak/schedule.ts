import { type Random, seeded } from '../../engine/show/random.ts';

/** What can be done to a running show from outside without the end of a process. */
const MILD = [
  'sockets-closed',
  'osc-nonsense',
  'malformed-uploads',
  'database-locked',
  'picture-removed',
  'page-deaf',
] as const;
/** Each round does every one once, in an order of its own. */
export const DISTURBANCES = ['child-killed', 'child-stopped', ...MILD] as const;
export type Disturbance = (typeof DISTURBANCES)[number] | 'engine-killed';

/** What is done from outside, `at` ms after the beginning; `dice` (0..1) is all the chance there is in it. */
export interface Deed {
  at: number;
  kind: 'phone' | 'booth' | 'order' | 'disturbance';
  dice: number;
  /** Of a disturbance. */
  what?: Disturbance;
}

export interface Plan {
  seed: number;
  lengthMs: number;
  phoneEveryMs: number;
  boothEveryMs: number;
  orderEveryMs: number;
  /** 0 = nothing is disturbed. */
  disturbEveryMs: number;
}

/** How quick visits are is judged by the last so many ms against the first, under the same visitors. */
export const WINDOW_MS = 600_000;

/**
 * Memory is judged within one life of a process: the first eighth of a run, and of every six hours of it, ends the
 * generator's in each round and is itself ended with the engine's; in the rest all live.
 */
const DEADLY_SHARE = 1 / 8;
const KILL_EVERY_MS = 6 * 3_600_000;

/** Every deed of a run in order of time. The same plan gives the same deeds. */
export function* schedule(plan: Plan): Generator<Deed> {
  const streams = [
    stream(plan, 'phone', plan.phoneEveryMs, 1),
    stream(plan, 'booth', plan.boothEveryMs, 2),
    stream(plan, 'order', plan.orderEveryMs, 3),
    disturbances(plan),
  ];
  const heads = streams.map((one) => one.next());
  for (;;) {
    let first = -1;
    heads.forEach((head, i) => {
      if (!head.done && (first < 0 || head.value.at < (heads[first]!.value as Deed).at)) first = i;
    });
    if (first < 0) return;
    yield heads[first]!.value as Deed;
    heads[first] = streams[first]!.next();
  }
}

/** People come by chance: never in step with anything. Those of the first window come again in the last. */
function* stream(
  { seed, lengthMs }: Plan,
  kind: Deed['kind'],
  everyMs: number,
  salt: number,
): Generator<Deed, void> {
  if (everyMs <= 0) return;
  const again = lengthMs >= 2 * WINDOW_MS ? lengthMs - WINDOW_MS : lengthMs;
  for (const [from, till] of [
    [0, again],
    [again, lengthMs],
  ] as const) {
    const random = seeded(seed * 8 + salt);
    for (let at = from + gap(random, everyMs); at < till; at += gap(random, everyMs))
      yield { at, kind, dice: random() };
  }
}

function gap(random: Random, everyMs: number): number {
  return Math.max(1, -Math.log(1 - random()) * everyMs);
}

function* disturbances({ seed, lengthMs, disturbEveryMs }: Plan): Generator<Deed, void> {
  if (disturbEveryMs <= 0) return;
  const random = seeded(seed * 8 + 4);
  let round: Disturbance[] = [];
  const deadlyMs = Math.min(lengthMs, KILL_EVERY_MS) * DEADLY_SHARE;
  let nextKill = deadlyMs;
  for (let at = disturbEveryMs; at < lengthMs; at += disturbEveryMs) {
    const kill = at >= nextKill;
    if (kill) {
      nextKill += KILL_EVERY_MS;
      round = [];
    }
    if (round.length === 0)
      round = shuffled(random, at % KILL_EVERY_MS < deadlyMs ? [...DISTURBANCES] : [...MILD]);
    yield { at, kind: 'disturbance', dice: random(), what: kill ? 'engine-killed' : round.pop()! };
  }
}

function shuffled<T>(random: Random, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
