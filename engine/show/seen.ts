import { z } from 'zod';

/**
 * What a page says it has just shown, for whoever measures how long that takes: the booth's camera is open, or there
 * is none; the wall has drawn a visitor's birth; its sound has begun, or is off. Passed on while it is new, never kept.
 */
export const SEEN = ['camera', 'blind', 'drawn', 'heard', 'silent'] as const;

/** Nobody measures with a clock that is further off. */
const MAX_OFF_MS = 10_000;

/** `creature`: 0 where it is none's; `at`: on the engine's clock, in ms since 1970. */
export const seenSchema = z.strictObject({ what: z.enum(SEEN), creature: z.int32().min(0), at: z.number() });
export type Seen = z.infer<typeof seenSchema>;

/** Whether it can have been seen just before `now`, ms since 1970; a sound may begin a little after it was told. */
export function isRecent({ at }: Seen, now: number): boolean {
  return Math.abs(at - now) < MAX_OFF_MS;
}
