import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { type Db, inTransaction } from './db.ts';
import { CannotRestore, restoreBackup } from './restore.ts';
import { MIGRATIONS } from './schema.ts';

/**
 * Opens the archive's database in `folder`, creating or migrating it. A file that is no sound database is moved
 * aside, never overwritten, and `movedTo` names it; the newest sound daily copy takes its place. Throws where the
 * folder cannot be written.
 */
export function openDatabase(folder: string, now: number): { db: Db; movedTo: string | null } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'archive.db');
  try {
    return { db: prepared(file), movedTo: null };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const movedTo = `${file}.damaged-${now}`;
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(file + suffix)) renameSync(file + suffix, movedTo + suffix);
    restoreIfAny(folder, now);
    return { db: prepared(file), movedTo };
  }
}

function restoreIfAny(folder: string, now: number): void {
  try {
    restoreBackup(folder, null, now);
  } catch (error) {
    if (!(error instanceof CannotRestore)) throw error;
  }
}

function prepared(file: string): Db {
  const db = new Database(file, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // What is erased is overwritten, not only unlinked from its page.
    db.pragma('secure_delete = ON');
    migrate(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
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

function isDamage(error: unknown): boolean {
  const text = String(error);
  return /malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB|disk image/i.test(text);
}
