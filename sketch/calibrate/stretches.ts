/** A stretch of time, in ms since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

const HOUR_MS = 3_600_000;
const EVENING_H = 20;
const MORNING_H = 8;
const TIME = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T])?(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** The hour before `now`. */
export function lastHour(now: number): Stretch {
  return { from: now - HOUR_MS, to: now };
}

/** From eight in the evening to eight in the morning, here: the last one that is over, or the one that goes on. */
export function lastNight(now: number): Stretch {
  const from = new Date(now);
  if (from.getHours() < EVENING_H) from.setDate(from.getDate() - 1);
  from.setHours(EVENING_H, 0, 0, 0);
  const to = new Date(from);
  to.setDate(to.getDate() + 1);
  to.setHours(MORNING_H, 0, 0, 0);
  return { from: from.getTime(), to: Math.min(to.getTime(), now) };
}

/** A time as it is typed here: 2026-11-28 20:31:05. */
export function timeText(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${clockText(at)}`;
}

/** The time of day here: 20:31:05. */
export function clockText(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((value) => String(value).padStart(2, '0'))
    .join(':');
}

/** What a typed time means; without a day the last such time before `now`. Null where it is none. */
export function timeOf(text: string, now: number): number | null {
  const [found, year, month, day, hour, minute, second = '0'] = TIME.exec(text.trim()) ?? [];
  if (found === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const date = new Date(now);
  if (year !== undefined) {
    date.setFullYear(Number(year), Number(month) - 1, Number(day));
    if (date.getMonth() !== Number(month) - 1 || date.getDate() !== Number(day)) return null;
  }
  date.setHours(Number(hour), Number(minute), Number(second), 0);
  if (year === undefined && date.getTime() > now) date.setDate(date.getDate() - 1);
  return date.getTime();
}

/** A stretch cut into pieces of at most `ms`. */
export function piecesOf({ from, to }: Stretch, ms: number): Stretch[] {
  const count = Math.max(0, Math.ceil((to - from) / ms));
  return Array.from({ length: count }, (_, i) => ({
    from: from + i * ms,
    to: Math.min(to, from + (i + 1) * ms),
  }));
}

/** A length in words: 45 s, 3 min 5 s, 2 h 10 min. */
export function lengthText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
