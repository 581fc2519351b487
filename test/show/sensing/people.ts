import type { Random } from '../../../engine/show/random.ts';

/** Somebody, or a cat, before the sensors from `from` until `until` (ms). */
export interface Passing {
  kind: 'visitor' | 'passer' | 'cat';
  from: number;
  until: number;
  /** Distance at a time in between; null = out of the beam. */
  cmAt(at: number): number | null;
}

const VISITORS = 40;
const PASSERS = 30;
const CATS = 8;
const FAR_CM = 150;

/** Everybody of a night, none at the same time as another, in order. */
export function plan(random: Random, lengthMs: number): Passing[] {
  const kinds = shuffled(random, [
    ...Array.from({ length: VISITORS }, () => 'visitor' as const),
    ...Array.from({ length: PASSERS }, () => 'passer' as const),
    ...Array.from({ length: CATS }, () => 'cat' as const),
  ]);
  const slotMs = lengthMs / kinds.length;
  return kinds.map((kind, i) => {
    const from = i * slotMs + random() * slotMs * 0.5;
    if (kind === 'cat') return cat(random, from);
    if (kind === 'passer') return passer(random, from);
    return visitor(random, from);
  });
}

/** One of three: walks up and stands; comes half way, goes and comes again; walks past at a distance first. */
function visitor(random: Random, from: number): Passing {
  const standCm = 42 + random() * 33;
  const kind = Math.floor(random() * 3);
  if (kind === 0) return coming(random, from, 8000 + random() * 60_000, standCm, 4);
  const before =
    kind === 1
      ? { lastsMs: 3000 + random() * 5000, cm: 110 + random() * 12 }
      : { lastsMs: 2000 + random() * 2000, cm: 120 + random() * 28 };
  const pauseMs = 3000 + random() * 9000;
  const there = coming(random, from + before.lastsMs + pauseMs, 7000 + random() * 20_000, standCm, 4);
  return {
    ...there,
    from,
    cmAt(at) {
      if (at < from + before.lastsMs) return before.cm + 3 * Math.sin(at / 700);
      return at < there.from ? null : there.cmAt(at);
    },
  };
}

/** Comes to `standCm` within a few seconds, stays there swaying by `swayCm`, and goes. */
export function coming(
  random: Random,
  from: number,
  staysMs: number,
  standCm: number,
  swayCm: number,
): Passing {
  const walkMs = 1500 + random() * 1500;
  const until = from + staysMs + 2 * walkMs;
  const pace = 900 + random() * 900;
  return {
    kind: 'visitor',
    from,
    until,
    cmAt(at) {
      const away = Math.max(0, 1 - (at - from) / walkMs, 1 - (until - at) / walkMs);
      return standCm + (FAR_CM - standCm) * away + swayCm * Math.sin(at / pace);
    },
  };
}

function passer(random: Random, from: number): Passing {
  const cm = 118 + random() * 30;
  const lasts = random() < 0.5 ? 1000 + random() * 3000 : 10_000 + random() * 20_000;
  return { kind: 'passer', from, until: from + lasts, cmAt: () => cm };
}

function cat(random: Random, from: number): Passing {
  const cm = 20 + random() * 50;
  return { kind: 'cat', from, until: from + 600 + random() * 1100, cmAt: () => cm };
}

function shuffled<T>(random: Random, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
