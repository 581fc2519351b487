import { openDatabase } from '../../../engine/archive/database.ts';
import { CREATURE_COLUMNS } from '../../../engine/archive/rows.ts';
import type { State } from '../../../engine/show/state.ts';

const SCATTER = 1103515245;

/** Ids scattered like real seeds, in arithmetic that SQL can do as well. */
export function idAt(number: number): number {
  return Math.imul(number, SCATTER) & 0x7fffffff;
}

export interface Filling {
  /** Creatures and facts to add. */
  count: number;
  /** The number of the creature and the revision of the fact before the first. */
  from: number;
  /** Kept as a snapshot after the last fact; null where the archive has its own. */
  snapshot: State | null;
}

/** Puts creatures with genomes of 16 numbers and as many facts into the archive in `folder`, made by the database itself. */
export function fill(folder: string, { count, from, snapshot }: Filling): void {
  const { db } = openDatabase(folder, 0);
  db.pragma('synchronous = OFF');
  const id = (number: string) => `((${number}) * ${SCATTER} & 2147483647)`;
  const values = `${id('n')}, n, n % 128, ${id('n - 1')}, ${id('n - 2')}, 1, 1, 0, 0, 1, n, 'bench', 4, 4, n, zeroblob(32), NULL`;
  const numbers = 'WITH RECURSIVE numbers(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)';
  const range = [from + 1, from + count];
  db.prepare(`${numbers} INSERT INTO creatures (${CREATURE_COLUMNS}) SELECT ${values} FROM numbers`).run(
    range,
  );
  const event = '{"type":"button/pressed","button":"bench"}';
  db.prepare(`${numbers} INSERT INTO journal SELECT n, n, '${event}' FROM numbers`).run(range);
  if (snapshot)
    db.prepare('INSERT INTO snapshots (revision, state) VALUES (?, ?)').run(count, JSON.stringify(snapshot));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
