import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../engine/show/events.ts';
import { seeded } from '../../engine/show/random.ts';
import { coming } from '../show/sensing/people.ts';
import { type Hour, hourLine, judged, lostCodes, memory, RETENTION_DAYS } from './hours.ts';
import { pureShow } from './pure-show.ts';
import type { Bound } from './report.ts';
import { type Deed, type Plan, schedule } from './schedule.ts';
import { showClock } from './show-clock.ts';

const HOUR_MS = 3_600_000;
/** Noon of some day, so that copies are made at their hour. */
const START_AT = new Date(2026, 0, 5, 12).getTime();
const SAMPLE_MS = 500;
const TOLD_EVERY = 200;
const MAX_BIRTH_SHARE_LOST = 0.001;

export const REAL =
  'real: stage, reduce, effects, sensing, breeding (plan, genomes, announcement), visits from the hybrid on, archive with its journal, snapshots, retention, erasure and daily copies in a SQLite file. Stood in for: the networks (styles by chance), pictures (none), photos. Not there: sockets, pages, devices, processes.';

/** Plays the plan on a clock that is up to `speed` times as fast; what was seen, and whether bounds hold. */
export async function soakAccelerated(
  plan: Plan,
  speed: number,
  folder: string,
  isOver: () => boolean,
  say: (line: string) => void,
) {
  say(REAL);
  const clock = showClock(START_AT);
  const errors: string[] = [];
  const onError = (error: unknown) => void errors.push(String(error));
  const open = () => pureShow({ folder, clock, seed: plan.seed, retentionDays: RETENTION_DAYS, onError });
  let show = open();
  show.stage.tell({ type: 'show/opened', show: 'soak' });
  const promised = new Map<string, { at: number }>();
  const hours: Hour[] = [];
  let births = 0;
  let visits = 0;
  let expired = 0;
  let boothRuns: string | null = null;
  let slowestMs = 0;
  let person: ReturnType<typeof coming> | null = null;
  const random = seeded(plan.seed);

  const timed = (job: () => unknown) => async () => {
    const begun = performance.now();
    await job();
    slowestMs = Math.max(slowestMs, performance.now() - begun);
  };
  const come = async (visit: string) => {
    const consent = { mix: true, wall: random() > 0.15, keep: true };
    promised.set(await show.visit(visit, `Visitor ${visits}`, consent), { at: clock.now() });
    visits += 1;
  };
  show.stage.onEvent(({ event }) => {
    if (event.type === 'profile/erased') expired += 1;
    if (event.type === 'visit/begun') boothRuns = event.visit;
    if (event.type === 'phase/elapsed' && event.phase === 'notice')
      clock.at(clock.now() + 2000, async () => {
        if (show.stage.state().phase !== 'capture' || event.visit !== boothRuns) return;
        show.stage.tell({ type: 'selfie/captured', visit: event.visit });
        await come(event.visit);
      });
  });
  clock.every(
    1000,
    timed(async () => {
      await show.birth();
      births += 1;
    }),
  );
  clock.every(
    SAMPLE_MS,
    timed(() => {
      const now = clock.now();
      if (person && now > person.until) person = null;
      const cm = person && now >= person.from ? person.cmAt(now) : null;
      show.reading('sonar', cm ?? 155);
      show.reading('eye', cm !== null && cm < 80 ? cm : null);
    }),
  );
  const acts: Record<Exclude<Deed['kind'], 'disturbance'>, (deed: Deed) => unknown> = {
    phone: () => come(`phone-${visits}`),
    booth({ dice }) {
      if (dice < 0.5) show.stage.tell({ type: 'button/pressed', button: 'soak' });
      else person = coming(random, clock.now(), 8000 + dice * 40_000, 60, 4);
    },
    order({ dice }) {
      const orders: Event[] = [
        { type: 'param/turned', param: 'psi', value: 0.5 + dice / 2 },
        { type: 'param/turned', param: 'mutation', value: dice / 2 },
        { type: 'scene/saved', scene: 'soak' },
        { type: 'scene/recalled', scene: 'soak', morphMs: 3000 },
        { type: 'cue/fired', cue: 'dusk' },
      ];
      show.stage.announce([orders[Math.floor(((dice * 1000) % 1) * orders.length)]!], null, 'desk Soak');
    },
  };
  const deeds = schedule({ ...plan, disturbEveryMs: 0 });
  const nextDeed = () => {
    const { value, done } = deeds.next();
    if (done) return;
    clock.at(
      START_AT + value.at,
      timed(async () => {
        await acts[value.kind as keyof typeof acts](value);
        nextDeed();
      }),
    );
  };
  nextDeed();

  clock.every(HOUR_MS, () => {
    const { rss, heapUsed } = process.memoryUsage();
    const hour: Hour = {
      hour: Math.round((clock.now() - START_AT) / HOUR_MS),
      rssMB: rss / 2 ** 20,
      heapMB: heapUsed / 2 ** 20,
      databaseMB: statSync(join(folder, 'archive.db')).size / 2 ** 20,
      journal: show.stage.revision,
      births,
      profiles: promised.size - expired,
      slowestMs,
    };
    slowestMs = 0;
    hours.push(hour);
    if (hour.hour % 3 === 0) say(hourLine(hour));
  });
  say('hour    RSS MB  heap MB  database MB   journal    births  profiles  slowest ms');
  const begun = performance.now();
  await clock.run(START_AT + plan.lengthMs, TOLD_EVERY, async () => {
    const aheadMs = (clock.now() - START_AT) / speed - (performance.now() - begun);
    await new Promise((resolve) => (aheadMs > 5 ? setTimeout(resolve, aheadMs) : setImmediate(resolve)));
    return !isOver();
  });
  const tookS = (performance.now() - begun) / 1000;
  const playedMs = clock.now() - START_AT;
  const { wall } = show.stage.state();
  await show.stop();
  const opening = performance.now();
  show = open();
  const openedMs = performance.now() - opening;
  const lost = lostCodes(promised, (code) => show.library.profile(code) !== null, clock.now());
  const sameWall = JSON.stringify(show.stage.state().wall) === JSON.stringify(wall);
  const copies = readdirSync(join(folder, 'backups'), { withFileTypes: true }).length;
  await show.stop();
  const played = playedMs / HOUR_MS;
  const summary = {
    hours: played,
    tookS,
    achievedSpeed: playedMs / 1000 / tookS,
    births,
    visits,
    expired,
    copies,
    openedMs,
    journalPerHour: (hours.at(-1)?.journal ?? 0) / (hours.at(-1)?.hour ?? 1),
    databaseMBPerDay: (24 * (hours.at(-1)?.databaseMB ?? 0)) / (hours.at(-1)?.hour ?? 1),
    errors: errors.slice(0, 20),
  };
  say(JSON.stringify(summary, null, 1));
  const bounds: Bound[] = [
    memory(hours),
    judged(
      'births that came',
      `${births} of ${Math.floor(playedMs / 1000)}`,
      births / (playedMs / 1000) > 1 - MAX_BIRTH_SHARE_LOST,
    ),
    judged(
      'profiles lost, or kept beyond their time',
      `${lost.length} of ${promised.size}${lost.length > 0 ? `: ${lost.slice(0, 5)}` : ''}`,
      lost.length === 0,
    ),
    judged('the same wall after a restart', `in ${openedMs.toFixed(0)} ms`, sameWall),
    judged('daily copies', `${copies}`, copies >= Math.floor(played / 24)),
    judged(
      'faults left standing',
      show.stage
        .state()
        .faults.map(({ code }) => code)
        .join(', ') || 'none',
      show.stage.state().faults.length === 0,
    ),
    judged('errors', `${errors.length}`, errors.length === 0),
  ];
  return { summary, hours, bounds };
}
