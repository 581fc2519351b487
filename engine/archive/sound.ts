import Database from 'libsql';
import { listBackups } from './backups.ts';
import type { Db } from './db.ts';

export interface Sound {
  file: string;
  births: number;
}

/** The newest copy of an archive, or of the `given` ones the first, that is sound; those before it are damaged. */
export function newestSound(
  folder: string,
  given = listBackups(folder),
): { copy: Sound | null; damaged: string[] } {
  const damaged: string[] = [];
  for (const file of given) {
    const births = soundBirths(file);
    if (births !== null) return { copy: { file, births }, damaged };
    damaged.push(file);
  }
  return { copy: null, damaged };
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
