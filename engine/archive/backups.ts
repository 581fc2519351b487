import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'libsql';
import { eraseRows } from './erasure.ts';
import { readErased } from './ledger.ts';
import { flush, removeDatabase } from './swap.ts';

const COPY_LIMIT_MS = 600_000;
/** A slow disk copies 5 MB a second; after weeks the archive has tens of thousands of them. */
const COPY_MB_LIMIT_MS = 200;
const MB = 1e6;
const NAME = /^archive-(\d{4}-\d{2}-\d{2})\.db$/;

export interface Backups {
  /**
   * Copies the database unless there is a copy of this day; keeps the newest, and of them no more than the disk has
   * room for. The copy's path, or null. Rejects where there is none for one more beside the newest.
   */
  take(at: Date): Promise<string | null>;
  /**
   * Takes a visitor out of every copy. One that cannot be cleaned, or is damaged and could hide them, is removed: a
   * person's wish weighs more than a spare copy. The removed ones.
   */
  erase(creature: number): string[];
}

/** Where the copies of an archive in `folder` lie. */
export function backupFolder(folder: string): string {
  return join(folder, 'backups');
}

/** The copies, newest first. */
export function listBackups(folder: string): string[] {
  const place = backupFolder(folder);
  if (!existsSync(place)) return [];
  const names = readdirSync(place).filter((name) => NAME.test(name));
  return names
    .sort()
    .reverse()
    .map((name) => join(place, name));
}

/** Databases that were moved out of the way, before a restoration or because they were damaged. */
function setAside(folder: string, why: 'before' | 'damaged'): string[] {
  return readdirSync(folder)
    .filter((name) => new RegExp(`^archive\\.db\\.${why}-\\d+$`).test(name))
    .map((name) => join(folder, name));
}

/** Daily copies of the database in `folder`, the newest `keep` of them; 0 = none. They leave `freeMB` to the show. */
export function openBackups(folder: string, keep: number, freeMB = 0): Backups {
  const part = join(backupFolder(folder), 'copy.part');
  // A copy that was never finished would keep whoever is erased from now on.
  rmSync(part, { force: true });
  return {
    async take(at) {
      const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
        .map((n) => String(n).padStart(2, '0'))
        .join('-');
      const file = join(backupFolder(folder), `archive-${day}.db`);
      if (keep === 0 || existsSync(file)) return null;
      mkdirSync(backupFolder(folder), { recursive: true });
      const before = readErased(folder).length;
      const from = join(folder, 'archive.db');
      const { size } = statSync(from);
      await makeRoom(folder, size + freeMB * MB);
      try {
        await copy(from, part, COPY_LIMIT_MS + Math.ceil(size / MB) * COPY_MB_LIMIT_MS);
        // Whoever was erased meanwhile is taken out before the copy counts as one.
        cleaned(part, readErased(folder).slice(before));
        flush(part);
        renameSync(part, file);
      } finally {
        rmSync(part, { force: true });
      }
      for (const old of listBackups(folder).slice(keep)) await rm(old);
      return file;
    },
    erase(creature) {
      const copies = [...listBackups(folder), ...setAside(folder, 'before')];
      const lost = copies.filter((file) => !isCleaned(file, creature));
      const unsafe = [...lost, ...setAside(folder, 'damaged')];
      for (const file of unsafe) removeDatabase(file);
      return unsafe;
    },
  };
}

/** The oldest copies go until there is room, the newest never. Rejects, and removes none, where that is not enough. */
async function makeRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = statfsSync(folder);
  const old = listBackups(folder)
    .slice(1)
    .reverse()
    .map((file) => ({ file, size: statSync(file).size }));
  let missing = bytes - bavail * bsize;
  if (missing > old.reduce((sum, { size }) => sum + size, 0))
    throw new Error(`a copy would leave too little free space in ${folder}`);
  for (const { file, size } of old) {
    if (missing <= 0) return;
    await rm(file);
    missing -= size;
  }
}

/** A consistent copy on the disk, by a process of its own that gives way to the show: a large one takes minutes. */
async function copy(from: string, to: string, limitMs: number): Promise<void> {
  rmSync(to, { force: true });
  const script = `
    const { closeSync, fsyncSync, openSync } = require('node:fs');
    require('node:os').setPriority(19);
    const Database = require('libsql');
    const db = new Database(process.argv[1], { timeout: 60000 });
    db.prepare('VACUUM INTO ?').run(process.argv[2]);
    db.close();
    const file = openSync(process.argv[2], 'r');
    fsyncSync(file);
    closeSync(file);`;
  await promisify(execFile)(process.execPath, ['-e', script, from, to], {
    timeout: limitMs,
    cwd: import.meta.dirname,
  });
}

/** Takes these visitors out of a copy; how many were in it. Throws where it cannot be read or written. */
export function cleaned(file: string, creatures: readonly number[]): number {
  const db = new Database(file, { timeout: 5000 });
  try {
    db.pragma('secure_delete = ON');
    db.pragma('journal_mode = DELETE');
    return creatures.filter((creature) => eraseRows(db, creature)).length;
  } finally {
    db.close();
  }
}

function isCleaned(file: string, creature: number): boolean {
  try {
    cleaned(file, [creature]);
    return true;
  } catch {
    return false;
  }
}
