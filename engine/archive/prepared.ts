import { statSync } from 'node:fs';
import Database from 'libsql';
import { type Db, inTransaction } from './db.ts';
import { MIGRATIONS } from './schema.ts';

/** An archive of up to this size is read through in less than a second; of a larger one, what an opening reads. */
const CHECKED_BYTES = 256 * 1024 * 1024;

/** Only somebody from outside can hold the file for longer, and the show stands still meanwhile. */
const LOCK_MS = 1000;

/** Opens a database file, creating or migrating it, and looks for damage. Throws where there is some. */
export function prepared(file: string): Db {
  const db = new Database(file, { timeout: LOCK_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // A file that somebody has tampered with runs nothing of its own: no function in a view, trigger or default.
    db.pragma('trusted_schema = OFF');
    // What is erased is overwritten, not only unlinked from its page.
    db.pragma('secure_delete = ON');
    migrate(db, file);
    check(db, statSync(file).size);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Whether an error says that the file itself is damaged; a full disk or a locked file is no damage. */
export function isDamage(error: unknown): boolean {
  const text = String(error);
  return /malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB|disk image/i.test(text);
}

function migrate(db: Db, file: string): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > MIGRATIONS.length)
    throw new Error(
      `${file} was written by a newer version of the show (schema ${version}); update the show`,
    );
  if (version === MIGRATIONS.length) return;
  inTransaction(db, () => {
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

/** Pages that are damaged in the middle of a file do not keep it from opening. */
function check(db: Db, bytes: number): void {
  if (bytes <= CHECKED_BYTES) {
    const found = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (found.quick_check !== 'ok') throw new Error(`database disk image is malformed: ${found.quick_check}`);
    return;
  }
  db.prepare('SELECT state FROM snapshots').all();
  db.prepare('SELECT count(event) FROM journal WHERE revision > (SELECT max(revision) FROM snapshots)').get();
  db.prepare('SELECT max(number) FROM creatures').get();
}
