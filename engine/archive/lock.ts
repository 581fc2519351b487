import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (folder: string) => join(folder, 'archive.lock');

/** Says that this process has the archive in `folder` open. Returns how to say that it has not any more. */
export function lock(folder: string): () => void {
  writeFileSync(fileOf(folder), String(process.pid));
  return () => rmSync(fileOf(folder), { force: true });
}

/** The other process that has the archive open; null where there is none, or it was killed and left its lock. */
export function lockedBy(folder: string): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(fileOf(folder), 'utf8'));
  } catch {
    return null;
  }
  return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
