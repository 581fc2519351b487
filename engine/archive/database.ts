import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from './db.ts';
import { isDamage, prepared } from './prepared.ts';
import { rebuild } from './rebuild.ts';
import { finishSwap, isSwapping } from './swap.ts';

/**
 * Opens the archive's database in `folder`, creating or migrating it. One that is damaged gives way to its newest
 * sound copy with what can still be read of it; `repaired` says what was done. Throws where the folder cannot be
 * written.
 */
export function openDatabase(folder: string, now: number): { db: Db; repaired: string | null } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'archive.db');
  const interrupted = isSwapping(file);
  if (interrupted) finishSwap(file, 'damaged', now);
  try {
    return { db: prepared(file), repaired: interrupted ? 'a repair that was interrupted is finished' : null };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const repaired = rebuild(folder, file, now);
    return { db: prepared(file), repaired };
  }
}
