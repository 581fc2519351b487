import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Refusal } from '../../engine/show/ports.ts';
import { codeOf, request } from '../visit/house.ts';
import { boothShow } from './booth-show.ts';
import { canMount, memoryFolder, smallDisk } from './places.ts';

const DISK_MB = 16;
const PIECE = Buffer.alloc(64 * 1024, 1);

/** Fills a disk to its last byte; how to free it again. */
function fill(folder: string): () => void {
  const files: string[] = [];
  for (let size = PIECE.length; size > 256; ) {
    const file = join(folder, `ballast-${files.length}`);
    files.push(file);
    try {
      writeFileSync(file, PIECE.subarray(0, size));
    } catch {
      size = Math.floor(size / 4);
    }
  }
  return () => {
    for (const file of files) rmSync(file, { force: true });
  };
}

async function settledShow(folder: string) {
  const show = await boothShow(folder);
  for (let slot = 0; slot < 3; slot++) await show.hatch(slot);
  const { code, creature } = await show.visits.visit(await request({ name: 'Before' }));
  return { show, code, id: creature.id };
}

/** What was announced before the trouble is there, in this show and in the next one; whoever comes after is kept. */
async function goesOn({ show, code, id }: Awaited<ReturnType<typeof settledShow>>, folder: string) {
  const start = performance.now();
  const later = await show.visits.visit(await request({ name: 'After' }, 99));
  console.log(`the next visit is kept within ${Math.round(performance.now() - start)} ms`);
  expect(show.stage.state().faults).toEqual([]);
  const { wall } = show.stage.state();
  await show.stop();
  const again = await boothShow(folder);
  expect(again.stage.state()).toMatchObject({ wall, faults: [] });
  expect(again.library.profile(code)?.id).toBe(id);
  expect(await again.library.picture(id, 64)).not.toBeNull();
  expect(again.library.profile(later.code)?.profile?.name).toBe('After');
  await again.stop();
}

describe.skipIf(!canMount)('a disk of its own (needs: Linux, root)', () => {
  let disk: ReturnType<typeof smallDisk>;
  beforeEach(() => {
    disk = smallDisk(DISK_MB);
  });
  afterEach(() => disk.remove());

  test('full: nobody is promised what cannot be kept; then the show goes on', async () => {
    const settled = await settledShow(disk.folder);
    const { show } = settled;
    const { wall } = show.stage.state();
    const free = fill(disk.folder);
    const refused = show.visits.visit(await request({ name: 'Unkept' }, 200));
    expect(await refused.catch((error: Refusal) => codeOf(error))).toBe('visit-failed');
    await expect(show.hatch(2)).rejects.toThrow();
    expect(show.stage.state()).toMatchObject({ wall, phase: 'attract', faults: [{ code: 'visit-failed' }] });
    free();
    await goesOn(settled, disk.folder);
  });

  test.each(['full', 'read-only'])(
    '%s when the show opens: it says so; then the same wall hangs',
    async (how) => {
      const { show, code, id } = await settledShow(disk.folder);
      const { wall } = show.stage.state();
      await show.stop();
      const free = how === 'full' ? fill(disk.folder) : () => {};
      const place = how === 'full' ? disk.folder : disk.locked;
      const opened = await boothShow(place).catch((error: unknown) => String(error));
      expect(opened).toMatch(/full|ENOSPC|unable to open|EROFS|readonly|read-only/i);
      free();
      const again = await boothShow(disk.folder);
      expect(again.stage.state()).toMatchObject({ wall, faults: [] });
      expect(again.library.profile(code)?.id).toBe(id);
      await again.stop();
    },
  );
});

test('locked by another process: whoever comes is refused, not forgotten; then the show goes on', async () => {
  const { folder, remove } = memoryFolder();
  const settled = await settledShow(folder);
  const other = new Database(join(folder, 'archive.db'));
  other.exec('BEGIN IMMEDIATE');
  const { wall } = settled.show.stage.state();
  await expect(settled.show.hatch(2)).rejects.toThrow(/locked|busy/i);
  expect(settled.show.stage.state().wall).toEqual(wall);
  other.exec('ROLLBACK');
  other.close();
  await goesOn(settled, folder);
  remove();
});
