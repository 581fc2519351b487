import { type Db, inTransaction } from './db.ts';
import { noteHidden, readHidden } from './ledger.ts';

/** Adds one creature, where it is known: a number that nobody has yet must not keep its creature from hanging. */
export const ADD_HIDDEN = 'INSERT OR IGNORE INTO hidden SELECT id FROM creatures WHERE id = ?';

export interface Hidden {
  /** Keeps that these are never shown again, in the database and beside it. Throws where it cannot be written. */
  keep(creatures: readonly number[]): void;
  has(creature: number): boolean;
}

/** Whom the artist has hidden, however long ago. What was written beside the database outlives a restored copy. */
export function openHidden(db: Db, folder: string): Hidden {
  const add = db.prepare(ADD_HIDDEN);
  const known = db.prepare('SELECT 1 FROM hidden WHERE creature = ?');
  const has = (creature: number) => known.get(creature) !== undefined;
  const noted = new Set(readHidden(folder));
  inTransaction(db, () => {
    for (const creature of noted) add.run(creature);
  });
  const kept = db.prepare('SELECT creature FROM hidden').all() as { creature: number }[];
  note(kept.map(({ creature }) => creature));

  function note(creatures: readonly number[]) {
    const fresh = creatures.filter((creature) => !noted.has(creature));
    if (fresh.length === 0) return;
    noteHidden(folder, fresh);
    for (const creature of fresh) noted.add(creature);
  }

  return {
    has,
    keep(creatures) {
      const fresh = creatures.filter((creature) => !noted.has(creature));
      if (fresh.length === 0) return;
      inTransaction(db, () => {
        for (const creature of fresh) add.run(creature);
      });
      note(fresh.filter(has));
    },
  };
}

/** A database of an older show that is only read has no table of them; an empty one of this connection stands in. */
export function withHidden(db: Db): Db {
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'hidden'").get();
  if (!known) db.exec('CREATE TEMP TABLE hidden (creature INTEGER PRIMARY KEY)');
  return db;
}
