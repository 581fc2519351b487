import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import { cleaned } from './backups.ts';
import type { Db } from './db.ts';
import { readErased } from './ledger.ts';
import { skipNumbers } from './numbers.ts';
import { removeOrphans } from './orphans.ts';
import { prepared } from './prepared.ts';
import { type Salvaged, salvage } from './salvage.ts';
import { newestSound } from './sound.ts';
import { removeDatabase, swapIn } from './swap.ts';

/** More births than a day can have at any tempo. */
export const LOST_AT_MOST = 10_000_000;

/**
 * Puts the newest sound copy, and whatever else can still be read of a damaged database, in its place; what was done,
 * in words. Whoever was erased stays erased; the damaged file is moved aside.
 */
export function rebuild(folder: string, file: string, now: number): string {
  const part = `${file}.restoring`;
  removeDatabase(part);
  const { copy } = newestSound(folder);
  const erased = readErased(folder);
  if (copy) {
    copyFileSync(copy.file, part);
    cleaned(part, erased);
  }
  const db = prepared(part);
  const found = filled(db, file, erased);
  db.close();
  // Pictures of an archive of which nothing is left may be all that a person can still use.
  if (copy || found.creatures > 0) removeOrphans(folder, part);
  const movedTo = swapIn(file, part, 'damaged', now);
  return told(copy && basename(copy.file), found, movedTo && basename(movedTo));
}

function filled(db: Db, damaged: string, erased: readonly number[]): Salvaged {
  try {
    const found = salvage(damaged, db, erased);
    skipNumbers(db, LOST_AT_MOST);
    return found;
  } finally {
    db.pragma('wal_checkpoint(TRUNCATE)');
  }
}

function told(copy: string | null, found: Salvaged, movedTo: string | null): string {
  const { lines, creatures, profiles, lost } = found;
  return `${copy ?? 'no copy'}; read since: ${lines} facts, ${creatures} creatures, ${profiles} visitors; ${lost} lost; ${movedTo}`;
}
