import { mkdirSync } from 'node:fs';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Picture } from '../show/record.ts';

/** Sides that pictures are served in; others are rounded up to the next. */
export const SIZES = [64, 128, 256, 512, 1024] as const;
const CACHED = 400;

export interface PictureFiles {
  /** Encodes and stores durably: a file is either whole or absent, also after a power cut. */
  keep(creature: number, picture: Picture): Promise<void>;
  /** WebP of about `size` pixels; null where there is no file. */
  read(creature: number, size: number): Promise<Uint8Array | null>;
  /** Removes the picture and what is remembered of it. */
  remove(creature: number): Promise<void>;
}

/** Pictures as WebP files named by seed, spread over 256 folders. `quality` 1..100. */
export function openPictures(folder: string, quality: number): PictureFiles {
  const cache = new Map<string, Uint8Array>();
  const folderOf = (creature: number) => join(folder, (creature & 0xff).toString(16).padStart(2, '0'));
  const fileOf = (creature: number) => join(folderOf(creature), `${creature}.webp`);
  for (let shard = 0; shard < 256; shard++) mkdirSync(folderOf(shard), { recursive: true });

  function remember(key: string, bytes: Uint8Array): Uint8Array {
    if (cache.size >= CACHED) cache.delete(cache.keys().next().value!);
    cache.set(key, bytes);
    return bytes;
  }

  function forget(creature: number): void {
    for (const size of SIZES) cache.delete(`${creature}/${size}`);
  }

  return {
    async keep(creature, picture) {
      const { width, height, data } = picture;
      const raw = { width, height, channels: 3 } as const;
      const bytes = await sharp(data, { raw }).webp({ quality, effort: 1 }).toBuffer();
      const file = fileOf(creature);
      await written(`${file}.part`, bytes);
      await rename(`${file}.part`, file);
      await flushed(folderOf(creature));
      forget(creature);
    },
    async read(creature, size) {
      const side = SIZES.find((one) => one >= size) ?? SIZES.at(-1)!;
      const key = `${creature}/${side}`;
      const known = cache.get(key);
      if (known) return known;
      const bytes = await readFile(fileOf(creature)).catch(() => null);
      if (!bytes) return null;
      const { width } = await sharp(bytes).metadata();
      if (width === side) return remember(key, bytes);
      const kernel = side > width ? 'cubic' : 'lanczos3';
      return remember(
        key,
        await sharp(bytes).resize(side, side, { kernel }).webp({ quality, effort: 1 }).toBuffer(),
      );
    },
    async remove(creature) {
      forget(creature);
      const file = fileOf(creature);
      const gone = await Promise.all([removed(file), removed(`${file}.part`)]);
      if (gone.includes(true)) await flushed(folderOf(creature));
    },
  };
}

async function written(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether there was such a file. Throws where it cannot be removed. */
async function removed(file: string): Promise<boolean> {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** A rename or removal is durable once its folder is. Not every platform lets a folder be opened. */
async function flushed(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  try {
    await handle?.sync().catch(() => {});
  } finally {
    await handle?.close();
  }
}
