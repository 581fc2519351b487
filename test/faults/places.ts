import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in memory where the machine has one: copies of it are quick, and a test wears no disk. */
export function memoryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mishmash-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const sh = (command: string, ...args: string[]) =>
  spawnSync(command, args, { encoding: 'utf8' }).status === 0;

/** Whether a test may mount a disk of its own, which takes root on Linux. */
export const canMount = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const { folder, remove } = memoryFolder();
  const can = sh('mount', '-t', 'tmpfs', '-o', 'size=64k', 'mishmash', folder);
  if (can) sh('umount', folder);
  remove();
  return can;
})();

/** A disk of so many MB; `locked` is the same one, read-only. */
export function smallDisk(megabytes: number) {
  const { folder, remove } = memoryFolder();
  if (!sh('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'mishmash', folder))
    throw new Error(`no disk can be mounted at ${folder}`);
  const locked = mkdtempSync(join(tmpdir(), 'mishmash-'));
  if (!sh('mount', '--bind', '-o', 'ro', folder, locked))
    throw new Error(`nothing can be mounted at ${locked}`);
  return {
    folder,
    locked,
    remove() {
      for (const place of [locked, folder]) sh('umount', '-l', place);
      rmSync(locked, { recursive: true, force: true });
      remove();
    },
  };
}
