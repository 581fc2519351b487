import { gaussians, type Random, seeded } from '../../../engine/show/random.ts';
import type { Sample } from '../../../engine/show/sensing/reading.ts';
import { coming, type Passing, plan } from './people.ts';

/**
 * A night in a narrow room, seen by an ultrasonic sensor (a wall 155 cm away) and an infrared one (reach 80 cm),
 * each 10 times a second:
 * - the wall drifts by some 9 cm with the temperature, and by another 18 within seconds when the heating goes on or off;
 * - the ultrasonic sensor misses 8 % of its echoes (25 % of clothes), loses all for up to a second now and then, and
 *   hears ghosts: single and double ones, and about three an hour that last up to 1.7 s;
 * - for an hour and a half the sun makes the infrared sensor see somebody at 35 to 75 cm, on and off for half a minute;
 * - a cat crosses both beams eight times, in up to 1.7 s (one that sits down there is a visitor);
 * - thirty people pass or look at something at 118 to 148 cm, and are none of ours;
 * - forty visitors come to 42..75 cm (see people.ts).
 */
export interface Night {
  sonar: Sample[];
  infrared: Sample[];
  people: Passing[];
  hours: number;
}

export const HOUR_MS = 3_600_000;
const EVERY_MS = 100;
const WALL_CM = 155;
const HEATING_CM = 18;
const REACH_CM = 80;

/** `hours` of the room of this seed with those people in it; `startAt` in ms. */
export function record(seed: number, startAt: number, hours: number, people: Passing[]): Night {
  const random = seeded(seed);
  const wall = wallOf(random);
  const echo = echoes(random);
  const sun = sunshine(random, hours > 1);
  const sonar: Sample[] = [];
  const infrared: Sample[] = [];
  let next = 0;
  const noise = gaussians(random, 4096);
  for (let i = 0; i < (hours * HOUR_MS) / EVERY_MS; i++) {
    const at = startAt + i * EVERY_MS + Math.floor(random() * 15);
    while (people[next] && people[next]!.until < at) next += 1;
    const now = people[next];
    const cm = now && at >= now.from ? now.cmAt(at) : null;
    const jitter = noise[i % 4096]!;
    sonar.push({ at, cm: echo(at, wall(at), cm, jitter) });
    const seen = cm !== null && cm < REACH_CM ? cm + 1.5 * jitter : sun(at - startAt, jitter);
    infrared.push({ at: at + 7, cm: seen });
  }
  return { sonar, infrared, people, hours };
}

/** Eight hours with everything that happens in them. */
export function night(seed: number): Night {
  return record(seed, 0, 8, plan(seeded(seed ^ 0x5eed), 8 * HOUR_MS));
}

/** What a technician records in this room beforehand: two minutes of nobody, one of somebody standing there. */
export function recordings(seed: number): { empty: Night; occupied: Night } {
  const standing = coming(seeded(seed ^ 0x0cc), 0, 60_000, 64, 8);
  return { empty: record(seed + 1, 0, 1 / 30, []), occupied: record(seed + 2, 0, 1 / 60, [standing]) };
}

function wallOf(random: Random): (at: number) => number {
  const [slow, quick, turn] = [random(), random(), 50 + random() * 40];
  return (at) => {
    const minutes = at / 60_000;
    const drift = 6 * Math.sin(minutes / 30 + slow * 6) + 3 * Math.sin(minutes / 7.5 + quick * 6);
    const phase = minutes % (2 * turn);
    const warm = phase > turn ? Math.min(1, (phase - turn) * 3) : Math.max(0, 1 - phase * 3);
    return WALL_CM + drift - (minutes < turn ? 0 : warm * HEATING_CM);
  };
}

function echoes(random: Random) {
  let lost = -1;
  let ghost = { until: -1, cm: 0 };
  return (at: number, wallCm: number, cm: number | null, jitter: number): number | null => {
    const dice = random();
    if (at > lost && random() < 1 / 400) lost = at + 200 + random() * 700;
    if (at > ghost.until && dice > 1 - 1 / 12_000)
      ghost = { until: at + 300 + random() * 1400, cm: 30 + random() * 60 };
    else if (at > ghost.until && dice > 0.995) {
      const lastsMs = random() < 0.1 ? EVERY_MS : 0;
      ghost = { until: at + lastsMs, cm: 5 + random() * 160 };
    }
    if (at <= ghost.until) return ghost.cm;
    if (at <= lost || dice < (cm === null ? 0.08 : 0.25)) return null;
    return Math.min(cm ?? wallCm, wallCm) + 0.8 * jitter;
  };
}

function sunshine(random: Random, shines: boolean) {
  const from = (2 + random() * 4) * HOUR_MS;
  let turnsAt = 0;
  let on = false;
  let cm = 0;
  return (at: number, jitter: number): number | null => {
    if (!shines || at < from || at > from + 1.5 * HOUR_MS) return null;
    if (at > turnsAt) {
      on = !on;
      cm = 35 + random() * 40;
      turnsAt = at + 2000 + random() * 28_000;
    }
    return on ? Math.min(REACH_CM, cm + 4 * jitter) : null;
  };
}
