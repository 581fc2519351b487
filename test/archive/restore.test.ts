import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../tools/show.ts';
import { openShow, START } from './born.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

test('the wall is the same after a restart, beyond a snapshot and short of one', async () => {
  for (const births of [3, 300]) {
    const show = openShow(folder);
    for (let i = 0; i < births; i++) await show.birth();
    show.stage.tell({ type: 'param/turned', param: 'psi', value: 0.5 + births / 1000 });
    const { wall, specimens, params, births: counted } = show.stage.state();
    const revision = show.stage.revision;
    await show.stop();
    const again = openShow(folder);
    expect(again.stage.state()).toMatchObject({ wall, specimens, params, births: counted });
    expect(again.stage.revision).toBe(revision);
    await again.stop();
  }
});

test('a slot that was empty is empty after a restart, and nobody else has moved', async () => {
  const show = openShow(folder);
  for (let i = 0; i < 40; i++) await show.birth();
  const hidden = show.stage.state().wall[3]!;
  show.stage.tell({ type: 'creature/hidden', creature: hidden });
  const { wall } = show.stage.state();
  expect(wall[3]).toBeNull();
  await show.stop();
  const again = openShow(folder);
  expect(again.stage.state().wall).toEqual(wall);
  await again.stop();
});

test('restoring reads no more than a snapshot and the journal since', async () => {
  const show = openShow(folder);
  for (let i = 0; i < 700; i++) await show.birth({ slot: i % 3 });
  await show.stop();
  const before = openShow(folder);
  const { wall } = before.stage.state();
  await before.stop();
  const Database = (await import('libsql')).default;
  const db = new Database(join(folder, 'archive.db'));
  const { revision } = db.prepare('SELECT max(revision) AS revision FROM snapshots').get() as {
    revision: number;
  };
  db.prepare('DELETE FROM journal WHERE revision <= ?').run(revision);
  db.close();
  const after = openShow(folder);
  expect(after.stage.state().wall).toEqual(wall);
  await after.stop();
});

test('an unreadable line of the journal is left out and told', async () => {
  const show = openShow(folder);
  for (let i = 0; i < 5; i++) await show.birth();
  await show.stop();
  const Database = (await import('libsql')).default;
  const db = new Database(join(folder, 'archive.db'));
  db.prepare("UPDATE journal SET event = '{' WHERE revision = 3").run();
  db.close();
  const again = openShow(folder);
  expect(again.stage.state().faults).toMatchObject([{ code: 'journal-unread' }]);
  expect(again.stage.state().births).toBe(4);
  await again.stop();
});

test('a young archive is restored as it was, whatever the configuration says today', async () => {
  const show = openShow(folder);
  for (let i = 0; i < 30; i++) await show.birth();
  const { wall } = show.stage.state();
  await show.stop();
  const narrower = { ...START, params: { ...START.params, columns: 4 }, wall: new Array(8).fill(null) };
  const again = openShow(folder, { start: narrower });
  expect(again.stage.state().wall).toEqual(wall);
  await again.stop();
});

test('a visit that was running is still named, so that it can be cancelled', async () => {
  const show = openShow(folder);
  show.stage.tell({ type: 'visit/begun', visit: 'v7', cause: 'button' });
  await show.stop();
  const again = openShow(folder);
  expect(again.stage.state()).toMatchObject({ visit: { visit: 'v7' }, phase: 'attract', deadline: null });
  await again.stop();
});
