import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { cleaned, listBackups, readErased } from './backups.ts';
import type { Db } from './db.ts';
import { lockedBy } from './lock.ts';
import { skipNumbers } from './numbers.ts';

/** More births than a day can have at any tempo. */
const LOST_AT_MOST = 10_000_000;

export interface Restoration {
  from: string;
  /** Where the database that was in use lies now; null where there was none. */
  movedTo: string | null;
  births: number;
  /** Visitors of the copy who had been erased since, and were taken out again. */
  erased: number;
  /** Pictures of creatures that the copy does not know, removed: nobody could have them erased any more. */
  orphans: number;
  /** Copies that were passed over because they are damaged. */
  damaged: string[];
}

/** What stands in the way of a restoration, for a person. */
export class CannotRestore extends Error {}

/**
 * Puts a copy in the place of the database in `folder`: `from`, or the newest sound one. Whoever was erased since
 * stays erased. The database in use is moved aside. Throws CannotRestore where there is no sound copy or a show is
 * running on the folder.
 */
export function restoreBackup(folder: string, from: string | null, now: number): Restoration {
  const file = join(folder, 'archive.db');
  const holder = lockedBy(folder);
  if (holder) throw new CannotRestore(`a show is running on this archive (process ${holder}); stop it first`);
  const candidates = from ? [from] : listBackups(folder);
  const damaged: string[] = [];
  for (const candidate of candidates) {
    const births = soundBirths(candidate);
    if (births === null) {
      damaged.push(candidate);
      continue;
    }
    const part = `${file}.restoring`;
    rmSync(part, { force: true });
    copyFileSync(candidate, part);
    const erased = prepared(part, readErased(folder));
    const movedTo = existsSync(file) ? `${file}.before-${now}` : null;
    if (movedTo)
      for (const suffix of ['', '-wal', '-shm'])
        if (existsSync(file + suffix)) renameSync(file + suffix, movedTo + suffix);
    renameSync(part, file);
    const orphans = removeOrphans(folder, file);
    return { from: candidate, movedTo, births, erased, orphans, damaged };
  }
  throw new CannotRestore(
    candidates.length === 0
      ? `${folder} has no backups; one is made every day at archive.backupHour`
      : `no copy is sound: ${damaged.join(', ')}`,
  );
}

/** Creatures in a sound copy; null where it is damaged or no archive. */
function soundBirths(file: string): number | null {
  let db: Db | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const check = db.prepare('PRAGMA integrity_check').get() as { integrity_check: string };
    if (check.integrity_check !== 'ok') return null;
    return (db.prepare('SELECT count(*) AS births FROM creatures').get() as { births: number }).births;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

/** Takes out whoever was erased, and sees to it that no number of the lost births is given again. */
function prepared(file: string, erased: readonly number[]): number {
  const found = cleaned(file, erased);
  const db = new Database(file);
  try {
    skipNumbers(db, LOST_AT_MOST);
    return found;
  } finally {
    db.close();
  }
}

function removeOrphans(folder: string, file: string): number {
  const db = new Database(file, { readonly: true });
  try {
    const known = db.prepare('SELECT 1 FROM creatures WHERE id = ?');
    const pictures = join(folder, 'pictures');
    if (!existsSync(pictures)) return 0;
    const orphans = readdirSync(pictures, { recursive: true, encoding: 'utf8' }).filter((name) => {
      const creature = /(\d+)\.webp(\.part)?$/.exec(name)?.[1];
      return creature !== undefined && !known.get(Number(creature));
    });
    for (const name of orphans) rmSync(join(pictures, name));
    return orphans.length;
  } finally {
    db.close();
  }
}
