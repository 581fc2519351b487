import { execFile } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'libsql';
import type { Db } from './db.ts';
import { eraseRows } from './erasure.ts';

const COPY_LIMIT_MS = 600_000;
const NAME = /^archive-(\d{4}-\d{2}-\d{2})\.db$/;

export interface Backups {
  /** Copies the database unless there is a copy of this day; keeps the newest. The copy's path, or null. */
  take(at: Date): Promise<string | null>;
  /** Takes a visitor out of every copy; one that cannot be cleaned is removed. Resolves to the removed ones. */
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

/** Databases that were moved out of the way, by a restoration or because they were damaged. */
function setAside(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^archive\.db\.(before|damaged)-\d+$/.test(name))
    .map((name) => join(folder, name));
}

/** Daily copies of the database in `folder`, the newest `keep` of them; 0 = none. */
export function openBackups(folder: string, keep: number): Backups {
  return {
    async take(at) {
      const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
        .map((n) => String(n).padStart(2, '0'))
        .join('-');
      const file = join(backupFolder(folder), `archive-${day}.db`);
      if (keep === 0 || existsSync(file)) return null;
      mkdirSync(backupFolder(folder), { recursive: true });
      await copied(join(folder, 'archive.db'), file);
      for (const old of listBackups(folder).slice(keep)) rmSync(old);
      // Whoever was erased while the copy was being made is taken out of it too.
      for (const creature of readErased(folder)) eraseFrom(file, creature);
      return file;
    },
    erase(creature) {
      return [...listBackups(folder), ...setAside(folder)].filter((file) => !eraseFrom(file, creature));
    },
  };
}

/** A consistent copy, made by a process of its own: a large archive takes seconds, and births go on. */
async function copied(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const script = `
    const Database = require('libsql');
    const db = new Database(process.argv[1], { timeout: 60000 });
    db.prepare('VACUUM INTO ?').run(process.argv[2]);
    db.close();`;
  await promisify(execFile)(process.execPath, ['-e', script, from, part], {
    timeout: COPY_LIMIT_MS,
    cwd: import.meta.dirname,
  });
  flush(part);
  renameSync(part, to);
}

/** False where the copy could not be cleaned and was removed: a person's wish weighs more than a spare copy. */
function eraseFrom(file: string, creature: number): boolean {
  let db: Db | null = null;
  try {
    db = new Database(file, { timeout: 5000 });
    db.pragma('secure_delete = ON');
    db.pragma('journal_mode = DELETE');
    eraseRows(db, creature);
    return true;
  } catch {
    db?.close();
    db = null;
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    return false;
  } finally {
    db?.close();
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function ledger(folder: string): string {
  return join(folder, 'erased.log');
}

/**
 * Writes down that a creature's visitor was erased, so that no copy brings them back. A number is all that is
 * written; it stands for nobody.
 */
export function noteErased(folder: string, creature: number): void {
  appendFileSync(ledger(folder), `${creature}\n`);
  flush(ledger(folder));
}

/** Everyone ever erased. */
export function readErased(folder: string): number[] {
  if (!existsSync(ledger(folder))) return [];
  return readFileSync(ledger(folder), 'utf8')
    .split('\n')
    .map(Number)
    .filter((creature) => Number.isInteger(creature) && creature > 0);
}
