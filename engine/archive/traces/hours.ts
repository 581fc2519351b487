import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files of one hour each, named by it, and which of them are kept. */

export const HOUR_MS = 3_600_000;
const NAME = /^(\d{4}-\d{2}-\d{2}T\d{2})\.csv\.gz$/;

export interface HourFile {
  path: string;
  /** When its hour begins, in ms since 1970. */
  from: number;
}

/** The file of the hour of `at` (ms since 1970, UTC). */
export function fileOf(folder: string, at: number): string {
  return join(folder, `${new Date(at).toISOString().slice(0, 13)}.csv.gz`);
}

/** The hours there are, the oldest first. */
export function listHours(folder: string): HourFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const from = Date.parse(`${NAME.exec(name)?.[1]}:00:00Z`);
      return Number.isNaN(from) ? [] : [{ path: join(folder, name), from }];
    })
    .sort((a, b) => a.from - b.from);
}

/** Removes the hours that ended before `before`, and the oldest ones beyond `maxBytes`. */
export function prune(folder: string, before: number, maxBytes: number): void {
  let bytes = 0;
  for (const { path, from } of listHours(folder).reverse()) {
    bytes += statSync(path).size;
    if (from + HOUR_MS <= before || bytes > maxBytes) rmSync(path, { force: true });
  }
}

export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
}
