import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Refusal } from '../../engine/show/ports.ts';
import type { State } from '../../engine/show/state.ts';
import { freePort, type RunningShow, startShow, until } from '../tools/show.ts';
import { codeOf, request } from '../visit/house.ts';
import { boothShow } from './booth-show.ts';
import { canMount, memoryFolder, smallDisk } from './places.ts';

const DISK_MB = 48;
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

  test('read-only when the show opens: it says so; then the same wall hangs', async () => {
    const { show, code, id } = await settledShow(disk.folder);
    const { wall } = show.stage.state();
    await show.stop();
    const opened = await boothShow(disk.locked).catch((error: unknown) => String(error));
    expect(opened).toMatch(/unable to open|EROFS|readonly|read-only/i);
    const again = await boothShow(disk.folder);
    expect(again.stage.state()).toMatchObject({ wall, faults: [] });
    expect(again.library.profile(code)?.id).toBe(id);
    await again.stop();
  });

  test('full when the engine starts: the same wall hangs, the desk is told, and births go on once there is room', {
    timeout: 120_000,
  }, async () => {
    const config = join(disk.folder, 'config.json');
    writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params: { columns: 4 } }));
    const args = ['--config', config, '--data', join(disk.folder, 'data')];
    const stateOf = async ({ url }: RunningShow): Promise<State> =>
      (await (await fetch(`${url}/api/state`)).json()).state;
    const show = await startShow(await freePort(), args);
    await until(async () => !(await stateOf(show)).wall.includes(null), 'a full wall', 60_000);
    expect(await show.end()).toBe(0);
    const free = fill(disk.folder);
    const again = await startShow(await freePort(), args);
    try {
      const codes = async () => (await stateOf(again)).faults.map(({ code }) => code);
      await until(async () => (await codes()).includes('archive-failed'), 'the desk to be told', 60_000);
      const { wall, births } = await stateOf(again);
      expect(wall).not.toContain(null);
      free();
      await until(async () => (await stateOf(again)).births > births + 2, 'births', 60_000);
      expect(await codes()).toEqual([]);
    } finally {
      await again.end();
    }
  });
});

test('locked by another process: whoever comes is refused, not forgotten; then the show goes on', async () => {
  const { folder, remove } = memoryFolder();
  const settled = await settledShow(folder);
  const other = new Database(join(folder, 'archive.db'));
  other.exec('BEGIN IMMEDIATE');
  const { wall } = settled.show.stage.state();
  await expect(settled.show.hatch(2)).rejects.toThrow(/locked|busy/i);
  expect(settled.show.stage.state().wall).toEqual(wall);
  // The lock was waited for, a second at most.
  expect(settled.show.health().figures.slowestWriteMs).toBeGreaterThan(800);
  other.exec('ROLLBACK');
  other.close();
  await goesOn(settled, folder);
  remove();
});
