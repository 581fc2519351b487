import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { cleaned, listBackups } from './backups.ts';
import { hold } from './hold.ts';
import { readErased } from './ledger.ts';
import { skipNumbers } from './numbers.ts';
import { removeOrphans } from './orphans.ts';
import { LOST_AT_MOST } from './rebuild.ts';
import { newestSound } from './sound.ts';
import { removeDatabase, swapIn } from './swap.ts';

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
  const letGo = hold(folder);
  if (!letGo) throw new CannotRestore(`a show is running on ${folder}; stop it first`);
  try {
    return restoreHeld(folder, from, now);
  } finally {
    letGo();
  }
}

function restoreHeld(folder: string, from: string | null, now: number): Restoration {
  const file = join(folder, 'archive.db');
  const given = from ? [from] : listBackups(folder);
  const { copy, damaged } = newestSound(folder, given);
  if (!copy)
    throw new CannotRestore(
      given.length === 0
        ? `${folder} has no backups; one is made every day at archive.backupHour`
        : `no copy is sound: ${damaged.join(', ')}`,
    );
  const part = `${file}.restoring`;
  removeDatabase(part);
  copyFileSync(copy.file, part);
  const erased = takenOut(part, readErased(folder));
  const orphans = removeOrphans(folder, part);
  const movedTo = swapIn(file, part, 'before', now);
  return { from: copy.file, movedTo, births: copy.births, erased, orphans, damaged };
}

/** Takes out whoever was erased, and sees to it that no number of the lost births is given again. */
function takenOut(file: string, erased: readonly number[]): number {
  const found = cleaned(file, erased);
  const db = new Database(file);
  try {
    skipNumbers(db, LOST_AT_MOST);
    return found;
  } finally {
    db.close();
  }
}
