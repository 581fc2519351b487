import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A picture as it lies on the disk. */
export interface PictureFile {
  creature: number;
  path: string;
  bytes: number;
  /** When it was written, in ms since 1970. */
  at: number;
}

const AT_A_TIME = 16;

/** Every picture in the 256 folders under `folder`, a few at a time. Files that go meanwhile are left out. */
export async function* eachPicture(folder: string): AsyncGenerator<PictureFile[]> {
  for (const shard of await readdir(folder)) {
    const names = (await readdir(join(folder, shard))).filter((name) => /^\d+\.webp$/.test(name));
    for (let i = 0; i < names.length; i += AT_A_TIME)
      yield await measured(join(folder, shard), names.slice(i, i + AT_A_TIME));
  }
}

async function measured(folder: string, names: readonly string[]): Promise<PictureFile[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const known = await stat(path).catch(() => null);
      return known && { creature: Number.parseInt(name, 10), path, bytes: known.size, at: known.mtimeMs };
    }),
  );
  return found.filter((file) => file !== null);
}
