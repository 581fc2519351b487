import type { Db } from './db.ts';

/** The number of the last creature, or the one below which none is given any more; 0 in a new archive. */
export function lastNumber(db: Db): number {
  const kept = db.prepare('SELECT max(number) AS last FROM creatures').get() as { last: number | null };
  const floor = db.prepare("SELECT value FROM meta WHERE key = 'numberFloor'").get() as
    | { value: string }
    | undefined;
  return Math.max(kept.last ?? 0, Number(floor?.value ?? 0));
}

/** Leaves out the next `count` numbers: creatures that were lost had them, and seeds follow from them. */
export function skipNumbers(db: Db, count: number): void {
  const floor = String(lastNumber(db) + count);
  db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('numberFloor', ?)").run(floor);
}
