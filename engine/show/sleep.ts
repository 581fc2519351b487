import { type Calendar, type Hours, isOpen, lastAt, localTime, nextChange, nextOpening } from './hours.ts';
import type { Params } from './params.ts';

/** What the show looks and sounds like while it sleeps. */
export type NightLook = Pick<Params, 'tempo' | 'brightness' | 'labels' | 'breath' | 'volume'>;

export interface Sleep {
  asleep: boolean;
  /** When it fell asleep or woke last, ms since 1970. */
  since: number;
  /** When it wakes by itself, as a clock in the room says it: "2027-03-02T10:00"; empty = when somebody wakes it. */
  until: string;
  /** Somebody put it to sleep or woke it; the hours leave it so until they change next. */
  byHand: boolean;
  look: NightLook;
}

export const nightLook: NightLook = { tempo: 0, brightness: 0.25, labels: 0.2, breath: 0.1, volume: 0 };
/** Nobody is startled: the light goes, and comes, over this time. */
export const DROWSY_MS = 8000;
/** For so long after its time a restart is made up for. */
const RESTART_WITHIN_MS = 2 * 3_600_000;

/** Awake since ever. */
export function awake(look: NightLook): Sleep {
  return { asleep: false, since: 0, until: '', byHand: false, look };
}

/** Sleep and waking as facts tell them. */
export function sleepTold(
  sleep: Sleep,
  event: { type: 'show/slept'; until: string; cause: string } | { type: 'show/woke'; cause: string },
  at: number,
): Sleep {
  const asleep = event.type === 'show/slept';
  const until = event.type === 'show/slept' ? event.until : '';
  const since = asleep === sleep.asleep ? sleep.since : at;
  return { ...sleep, asleep, since, until, byHand: event.cause === 'hand' };
}

/** How deep the sleep is, 0 awake to 1. */
export function depthAt({ asleep, since }: Sleep, now: number): number {
  const share = Math.min(1, Math.max(0, (now - since) / DROWSY_MS));
  return asleep ? share : 1 - share;
}

/** Whether the look changes by itself. */
export function isDrowsy({ since }: Sleep, now: number): boolean {
  return since > 0 && now < since + DROWSY_MS;
}

/** Parameters as they are seen and heard at this depth of sleep; those that were set are left as they are. */
export function sleeping(params: Params, sleep: Sleep, now: number): Params {
  const depth = depthAt(sleep, now);
  if (depth === 0) return params;
  const look = { ...sleep.look, attract: 0 };
  const turned = Object.entries(look).map(([name, to]) => {
    const from = params[name as keyof NightLook];
    return [name, from * (1 - depth) + to * depth];
  });
  return { ...params, ...Object.fromEntries(turned) };
}

/** The fact that `hours` make true at `at`; null where all is as they say, or somebody has decided otherwise. */
export function sleepDue(
  calendar: Calendar,
  hours: Hours | null,
  sleep: Sleep,
  visiting: boolean,
  at: number,
) {
  if (
    sleep.byHand &&
    !(hours && (nextChange(calendar, hours, sleep.since) ?? Number.POSITIVE_INFINITY) <= at)
  )
    return null;
  if ((!hours || isOpen(calendar, hours, at)) && sleep.asleep)
    return { type: 'show/woke', cause: 'hours' } as const;
  if (hours && !isOpen(calendar, hours, at) && !sleep.asleep && !visiting)
    return { type: 'show/slept', until: openingAfter(calendar, hours, at), cause: 'hours' } as const;
  return null;
}

/** When the show opens next, as a clock in the room says it; empty = never. */
export function openingAfter(calendar: Calendar, hours: Hours | null, at: number): string {
  const opening = hours && nextOpening(calendar, hours, at);
  return opening === null ? '' : localTime(calendar, opening);
}

/** Whether the engine, running since `startedAt`, ought to start anew: asleep, nobody there, and its time has come. */
export function restartDue(
  calendar: Calendar,
  restart: string | null,
  { asleep }: Sleep,
  visiting: boolean,
  startedAt: number,
  at: number,
): boolean {
  if (restart === null || !asleep || visiting) return false;
  const time = lastAt(calendar, restart, at);
  return startedAt < time && at < time + RESTART_WITHIN_MS;
}
