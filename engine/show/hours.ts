/** When the show is open, by the clock in the room. Pure: what that clock says is an argument; instants are ms since 1970. */

export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof DAYS)[number];

/** Times are "HH:MM"; a close at or before the open is on the next day. */
export interface Span {
  open: string;
  close: string;
}

export interface Hours extends Span {
  days: readonly Day[];
  /** Other hours of a day ("thu") or a date ("2027-12-24"), the date first; null = closed. */
  except: Readonly<Record<string, Span | null>>;
}

/** What the clock and calendar in the room say. */
export interface Local {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  /** 0 = Sunday. */
  weekday: number;
  hour: number;
  minute: number;
}

/** The calendar of the room, with its summer time. */
export interface Calendar {
  local(at: number): Local;
  /** The first instant at which it is `minutes` past midnight, `days` after the day of `at`; of a time that is skipped, the one an hour later. */
  instant(at: number, days: number, minutes: number): number;
}

/** Longer than any house is closed in one go. */
const MOST_DAYS = 400;

/** Whether the house is open at `at`. */
export function isOpen(calendar: Calendar, hours: Hours, at: number): boolean {
  // Yesterday's evening may last past midnight.
  return [-1, 0].some((day) => {
    const span = spanOf(calendar, hours, at, day);
    return span !== null && at >= span.openAt && at < span.closeAt;
  });
}

/** When the house opens next after `at`; null where it never does. */
export function nextOpening(calendar: Calendar, hours: Hours, at: number): number | null {
  for (let day = -1; day <= MOST_DAYS; day++) {
    const span = spanOf(calendar, hours, at, day);
    if (span && span.openAt > at && !isOpen(calendar, hours, span.openAt - 1)) return span.openAt;
  }
  return null;
}

/** When the house closes next after `at`, or opens; null where neither is to come. */
export function nextChange(calendar: Calendar, hours: Hours, at: number): number | null {
  if (!isOpen(calendar, hours, at)) return nextOpening(calendar, hours, at);
  for (let day = -1; day <= MOST_DAYS; day++) {
    const span = spanOf(calendar, hours, at, day);
    if (span && span.closeAt > at && !isOpen(calendar, hours, span.closeAt)) return span.closeAt;
  }
  return null;
}

/** The last time at or before `at` when it was `time`; a time that summer time skips is the next one that there was. */
export function lastAt(calendar: Calendar, time: string, at: number): number {
  const today = calendar.instant(at, 0, minutesOf(time));
  return today <= at ? today : calendar.instant(at, -1, minutesOf(time));
}

/** An instant as a clock on the wall says it: "2027-03-02T10:00". */
export function localTime(calendar: Calendar, at: number): string {
  const local = calendar.local(at);
  return `${dateOf(local)}T${two(local.hour)}:${two(local.minute)}`;
}

/** The hours of the day that is `day` days after that of `at`. Instants, so that no hour that comes twice opens twice. */
function spanOf(
  calendar: Calendar,
  hours: Hours,
  at: number,
  day: number,
): { openAt: number; closeAt: number } | null {
  const noon = calendar.local(calendar.instant(at, day, 12 * 60));
  const name = DAYS[noon.weekday]!;
  const { except } = hours;
  const key = [dateOf(noon), name].find((one) => Object.hasOwn(except, one));
  const span = key !== undefined ? except[key] : hours.days.includes(name) ? hours : null;
  if (!span) return null;
  const [open, close] = [minutesOf(span.open), minutesOf(span.close)];
  return {
    openAt: calendar.instant(at, day, open),
    closeAt: calendar.instant(at, day + (close <= open ? 1 : 0), close),
  };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function dateOf({ year, month, day }: Local): string {
  return `${year}-${two(month)}-${two(day)}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
