import { mkdirSync } from 'node:fs';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Picture } from '../show/record.ts';
import { eachPicture, type PictureFile } from './listed.ts';

/** Sides that pictures are served in; others are rounded up to the next. */
export const SIZES = [64, 128, 256, 512, 1024] as const;
const CACHED = 400;
const SLACK = 0.1;
const FRESH_MS = 600_000;

export interface PictureFiles {
  /** Encodes and stores durably: a file is either whole or absent, also after a power cut. */
  keep(creature: number, picture: Picture): Promise<void>;
  /** WebP of about `size` pixels; null where there is no file. */
  read(creature: number, size: number): Promise<Uint8Array | null>;
  /** Removes the picture and what is remembered of it. */
  remove(creature: number): Promise<void>;
  /**
   * Where all pictures take more than `budgetBytes`, removes the oldest that are not `spared` until a tenth of it is
   * free again; what they take then, in bytes. Those of the last minutes stay: they may not be announced yet. Rejects
   * where `signal` aborts.
   */
  prune(
    budgetBytes: number,
    spared: (creature: number) => boolean,
    now: number,
    signal: AbortSignal,
  ): Promise<number>;
}

/** Pictures as WebP files named by seed, spread over 256 folders. `quality` 1..100. */
export function openPictures(folder: string, quality: number): PictureFiles {
  const cache = new Map<string, Uint8Array>();
  /** Bytes of all pictures; null until they were counted. */
  let total: number | null = null;
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

  /** Pictures that were written before `before`, ms since 1970, the oldest first. */
  async function oldest(before: number, signal: AbortSignal): Promise<PictureFile[]> {
    const found: PictureFile[] = [];
    for await (const files of eachPicture(folder)) {
      signal.throwIfAborted();
      found.push(...files.filter(({ at }) => at <= before));
    }
    return found.sort((a, b) => a.at - b.at);
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
      if (total !== null) total += bytes.length;
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
    async prune(budgetBytes, spared, now, signal) {
      if (total !== null && total <= budgetBytes) return total;
      let left = 0;
      for await (const files of eachPicture(folder)) {
        signal.throwIfAborted();
        for (const { bytes } of files) left += bytes;
      }
      const enough = budgetBytes * (1 - SLACK);
      // Only what has to be put in order is held in memory: an archive of weeks has half a million pictures.
      for (const { creature, path, bytes } of left > budgetBytes
        ? await oldest(now - FRESH_MS, signal)
        : []) {
        signal.throwIfAborted();
        if (left <= enough) break;
        if (spared(creature)) continue;
        forget(creature);
        if (await removed(path)) left -= bytes;
      }
      total = left;
      return left;
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
