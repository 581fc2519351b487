import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/** How long whoever is just ending has to let go; the process stands still meanwhile. */
const WAIT_MS = 3000;

/**
 * Holds the archive in `folder` for this process; gives back how to let go, or null where another process holds it.
 * The system lets go of it with the process, however that ends: a number in a file would outlive a power cut.
 */
export function hold(folder: string): (() => void) | null {
  let db: Database.Database | null = null;
  try {
    mkdirSync(folder, { recursive: true });
    db = new Database(join(folder, 'archive.hold'), { timeout: WAIT_MS });
    db.exec('BEGIN EXCLUSIVE');
    const held = db;
    return () => held.close();
  } catch (error) {
    db?.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return null;
    // Where nothing can be written whoever opens the archive says so.
    return () => {};
  }
}
