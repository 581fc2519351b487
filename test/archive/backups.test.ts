import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupFolder, listBackups, openBackups } from '../../engine/archive/backups.ts';
import { hold } from '../../engine/archive/hold.ts';
import { restoreBackup } from '../../engine/archive/restore.ts';
import { temporaryFolder } from '../tools/show.ts';
import { openShow } from './born.ts';

const root = join(import.meta.dirname, '../..');
const profile = (name: string, code: string) => ({
  visit: `v-${code}`,
  code,
  name,
  mishmashedWith: 1,
  attributes: [],
  consent: { mix: true, wall: true, keep: true },
});

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

function holding(text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}

const day = (n: number) => new Date(2027, 0, n, 5);

test('one copy a day, made while the show goes on; the newest are kept', async () => {
  const show = openShow(folder);
  const backups = openBackups(folder, 3);
  for (let n = 1; n <= 5; n++) {
    const copy = backups.take(day(n));
    await show.birth();
    expect(await copy).toBe(join(backupFolder(folder), `archive-2027-01-0${n}.db`));
    expect(await backups.take(day(n))).toBeNull();
  }
  expect(listBackups(folder).map((file) => file.slice(-13))).toEqual([
    '2027-01-05.db',
    '2027-01-04.db',
    '2027-01-03.db',
  ]);
  expect(await openBackups(folder, 0).take(day(9))).toBeNull();
  await show.stop();
});

test('where the disk has no room for another, the oldest give way, the newest never', async () => {
  const show = openShow(folder);
  for (let n = 1; n <= 3; n++) await openBackups(folder, 7).take(day(n));
  const days = () => listBackups(folder).map((file) => Number(file.slice(-5, -3)));
  const MORE_THAN_ANY_DISK = 1e12;
  await expect(openBackups(folder, 7, MORE_THAN_ANY_DISK).take(day(4))).rejects.toThrow(
    /too little free space/,
  );
  expect(days()).toEqual([3, 2, 1]);
  // As large as an old copy of a long season, without taking the room.
  const LARGE = 1e10;
  truncateSync(join(backupFolder(folder), 'archive-2027-01-01.db'), LARGE);
  const { bavail, bsize } = statfsSync(folder);
  expect(await openBackups(folder, 7, (bavail * bsize + LARGE / 2) / 1e6).take(day(4))).not.toBeNull();
  expect(days()).toEqual([4, 3, 2]);
  await show.stop();
});

test('a restored copy hangs the wall of its day, and takes births again', async () => {
  const show = openShow(folder);
  for (let i = 0; i < 6; i++) await show.birth({ slot: i });
  await openBackups(folder, 7).take(day(1));
  const { wall } = show.stage.state();
  for (let i = 0; i < 6; i++) await show.birth({ slot: i });
  await show.stop();
  const found = restoreBackup(folder, null, 77);
  expect(found).toMatchObject({
    births: 6,
    erased: 0,
    damaged: [],
    movedTo: join(folder, 'archive.db.before-77'),
  });
  const again = openShow(folder);
  expect(again.stage.state().wall).toEqual(wall);
  await again.birth();
  expect(again.stage.state().births).toBe(7);
  await again.stop();
});

test('an erased visitor is in no copy, and no restored copy brings them back', async () => {
  const name = 'Zebulon Quastel';
  const show = openShow(folder);
  const erased = await show.birth({ profile: profile(name, 'code-erased'), slot: 1 });
  const kept = await show.birth({ profile: profile('Ada Kept', 'code-kept'), slot: 2 });
  const backups = openBackups(folder, 7);
  const early = await backups.take(day(1));
  const elsewhere = join(folder, '..', `elsewhere-${process.pid}.db`);
  writeFileSync(elsewhere, readFileSync(early!));
  await backups.take(day(2));
  expect(holding(name).length).toBeGreaterThan(2);

  expect(await show.archive.library.erase('code-erased')).toBe(erased);
  show.stage.tell({ type: 'profile/erased', creature: erased });
  expect(holding(name)).toEqual([]);
  expect(holding('Ada Kept').length).toBeGreaterThan(2);
  await show.stop();

  // Also a copy that lay on another disk when the visitor was erased.
  expect(restoreBackup(folder, elsewhere, 5)).toMatchObject({ erased: 1 });
  writeFileSync(elsewhere, '');
  expect(holding(name)).toEqual([]);
  const again = openShow(folder);
  expect(again.archive.library.profile('code-erased')).toBeNull();
  expect(again.archive.library.profile('code-kept')).toMatchObject({ id: kept });
  await again.archive.library.erase('code-kept');
  expect(holding('Ada Kept')).toEqual([]);
  await again.stop();
});

test('a copy that cannot be cleaned is removed and told, a damaged one is passed over', async () => {
  const show = openShow(folder);
  await show.birth({ slot: 0 });
  const backups = openBackups(folder, 7);
  await backups.take(day(1));
  const broken = (await backups.take(day(2)))!;
  truncateSync(broken, Math.floor(statSync(broken).size / 2));
  const late = await show.birth({ profile: profile('Late', 'code-late'), slot: 1 });
  await show.stop();
  expect(restoreBackup(folder, null, 3)).toMatchObject({ births: 1, damaged: [broken] });

  const again = openShow(folder);
  writeFileSync(broken, 'nothing of a database');
  const id = await again.birth({ profile: profile('Again', 'code-again'), slot: 2 });
  expect(id).not.toBe(late);
  await again.archive.library.erase('code-again');
  expect(again.told).toContainEqual({
    type: 'fault/raised',
    code: 'backup-failed',
    where: broken.slice(-150),
  });
  expect(listBackups(folder)).not.toContain(broken);
  await again.stop();
});

test('an unfinished copy and a damaged archive keep nobody who is erased', async () => {
  const show = openShow(folder);
  await show.birth({ profile: profile('Vera Whole', 'code-vera'), slot: 0 });
  await openBackups(folder, 7).take(day(1));
  await show.stop();
  writeFileSync(join(backupFolder(folder), 'copy.part'), 'half a copy with Vera Whole in it');
  writeFileSync(join(folder, 'archive.db.damaged-5'), 'half a page with Vera Whole in it');
  const again = openShow(folder);
  await again.archive.library.erase('code-vera');
  expect(holding('Vera Whole')).toEqual([]);
  await again.stop();
});

test('a damaged archive gives way to its last copy, and the desk is told', async () => {
  const show = openShow(folder);
  for (let i = 0; i < 4; i++) await show.birth({ slot: i });
  await openBackups(folder, 7).take(day(1));
  const { wall } = show.stage.state();
  await show.stop();
  writeFileSync(join(folder, 'archive.db'), 'nothing of a database');
  const again = openShow(folder);
  expect(again.stage.state().wall).toEqual(wall);
  expect(again.told).toMatchObject([{ code: 'archive-damaged' }]);
  await again.stop();
});

test('the command says what it did, and refuses while a show runs', async () => {
  const command = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'engine/restore.ts', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  expect(command(folder)).toMatchObject({ status: 1, stderr: expect.stringContaining('has no backups') });
  expect(command('/no/such')).toMatchObject({ status: 2, stderr: expect.stringContaining('does not exist') });
  const show = openShow(folder);
  await show.birth();
  await openBackups(folder, 7).take(day(1));
  // The show is open and idle, as it is most of the time.
  const letGo = hold(folder)!;
  expect(command(folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`a show is running on ${folder}`),
  });
  letGo();
  await show.stop();
  expect(command(folder)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('restored 1 creatures from'),
  });
});
