/** What the button's lamp can be told to show; `refuse` is shown once, then what was shown before. */
export const LAMPS = ['breathe', 'on', 'tick', 'blink', 'refuse', 'fault', 'off'] as const;
export type LampPattern = (typeof LAMPS)[number];

/** A pattern that is tried out, until this time in ms since 1970. */
export interface LampTest {
  pattern: LampPattern;
  until: number;
}

/** How long a pattern is tried out: longer than a breath, or two beats of any other. */
export const LAMP_TEST_MS = 6000;

/** The test that begins at `at`, ms since 1970; `was` where there is no such pattern. */
export function lampTried(was: LampTest | null, pattern: string, at: number): LampTest | null {
  const known = LAMPS.find((one) => one === pattern);
  return known ? { pattern: known, until: at + LAMP_TEST_MS } : was;
}

/** The pattern that is tried out at `now`, ms since 1970; null = none is. A visitor's lamp is never a test's. */
export function triedLamp(
  { lamp, visit }: { lamp: LampTest | null; visit: object | null },
  now: number,
): LampPattern | null {
  return lamp && visit === null && now < lamp.until ? lamp.pattern : null;
}
