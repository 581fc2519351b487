import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/** Removes pictures of creatures that a database does not know: nobody could have them erased. How many. */
export function removeOrphans(folder: string, file: string): number {
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
