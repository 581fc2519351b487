import { language, words } from './words.ts';

const SOON_MS = 86_400_000;

/**
 * Says until when the show sleeps: by the clock, and by its day where that is not soon. `until` as the engine writes
 * it, "2027-03-02T10:00" in the time of the room; empty = nobody knows.
 */
export function sleepsUntil(until: string, nowMs: number): string {
  const at = new Date(until);
  if (Number.isNaN(at.getTime())) return words.value.asleepLong;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const far = at.getTime() - nowMs > SOON_MS;
  const format = new Intl.DateTimeFormat(language.value, far ? { weekday: 'long', ...clock } : clock);
  return words.value.asleepUntil.replace('{when}', format.format(at));
}
