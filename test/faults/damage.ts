import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

type Kind = 'leaf' | 'internal';

/** The pages of a table or index of the closed archive in `folder`, as the database counts them, in the order of keys. */
export function pagesOf(folder: string, name: string, kind: Kind): number[] {
  const db = new Database(join(folder, 'archive.db'));
  try {
    const query = 'SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path';
    return (db.prepare(query).all(name, kind) as { pageno: number }[]).map(({ pageno }) => pageno);
  } finally {
    db.close();
  }
}

/** Overwrites whole pages with noise, as a dying disk does. */
export function overwrite(folder: string, pages: readonly number[], pageSize = 4096): void {
  const handle = openSync(join(folder, 'archive.db'), 'r+');
  for (const page of pages)
    writeSync(handle, Buffer.alloc(pageSize, 0xa5), 0, pageSize, (page - 1) * pageSize);
  closeSync(handle);
}
