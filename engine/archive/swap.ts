import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The write-ahead log and its index lie beside a database. */
const SIDES = ['-wal', '-shm'];

/**
 * Puts `next`, a whole and closed database, in the place of `file`, which is moved aside; where it lies then, or null
 * where there was none. A kill at any instant leaves one of the two, never none: `finishSwap` does the rest.
 */
export function swapIn(file: string, next: string, why: 'before' | 'damaged', now: number): string | null {
  flush(next);
  renameSync(next, waiting(file));
  flush(dirname(file));
  return finishSwap(file, why, now);
}

/** Ends a swap that a kill interrupted; where the database that was in use lies, or null where there was none. */
export function finishSwap(file: string, why: 'before' | 'damaged', now: number): string | null {
  if (!existsSync(waiting(file))) return null;
  const movedTo = existsSync(file) ? `${file}.${why}-${now}` : null;
  for (const suffix of ['', ...SIDES]) {
    if (movedTo && existsSync(file + suffix)) renameSync(file + suffix, movedTo + suffix);
    // A log without its database would be taken for the new one's.
    else rmSync(file + suffix, { force: true });
  }
  renameSync(waiting(file), file);
  flush(dirname(file));
  return movedTo;
}

/** Whether a swap was interrupted. */
export function isSwapping(file: string): boolean {
  return existsSync(waiting(file));
}

/** Removes a database and what lies beside it. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', ...SIDES]) rmSync(file + suffix, { force: true });
}

/** Makes a file or a folder's names durable. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function waiting(file: string): string {
  return join(dirname(file), 'archive.db.next');
}
