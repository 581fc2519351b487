/** From what stops a part of the show to what only a person who looks for a cause wants to read. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where the parts of the show say what happened to them, and why. No names of visitors, no codes, no PIN. */
export interface Log {
  say(level: LogLevel, part: string, what: string, reason: string): void;
  /** Any exception; its message is the reason. */
  error(part: string, error: unknown): void;
}

/** Whoever is not listened to. */
export const unheard: Pick<Log, 'say'> = { say() {} };

/** Lines beyond this level are not written. */
export interface LogDial {
  level(): LogLevel;
  setLevel(level: LogLevel): void;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
