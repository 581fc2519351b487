import type Database from 'libsql';

export type Db = Database.Database;

/** Runs `work` as one transaction: all of it is durable when this returns, or none of it happened. */
export function inTransaction<T>(db: Db, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
