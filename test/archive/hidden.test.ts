import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBackups } from '../../engine/archive/backups.ts';
import { withHidden } from '../../engine/archive/hidden.ts';
import { openLibrary } from '../../engine/archive/library.ts';
import { openPictures } from '../../engine/archive/pictures.ts';
import { restoreBackup } from '../../engine/archive/restore.ts';
import { MIGRATIONS } from '../../engine/archive/schema.ts';
import { recalling } from '../../engine/gan/memorial.ts';
import type { State } from '../../engine/show/state.ts';
import { overwrite, pagesOf } from '../faults/damage.ts';
import { temporaryFolder } from '../tools/show.ts';
import { openShow, profileOf } from './born.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

type Show = ReturnType<typeof openShow>;

const hide = ({ stage }: Show, creature: number) => stage.tell({ type: 'creature/hidden', creature });

/** Nobody meets this creature any more: not on the wall, not by its number, not as kin, not in a memorial. */
function expectHidden({ stage, archive }: Show, creature: number, child?: number): void {
  const { library } = archive;
  expect(stage.state().wall).not.toContain(creature);
  expect(library.creature(creature)).toBeNull();
  expect(library.lineage(creature, 3)).toBeNull();
  if (child)
    expect(library.lineage(child, 3)!.find(({ id }) => id === creature)).toMatchObject({ name: null });
  expect(library.visitorsFrom(0).map((visitor) => visitor.creature)).not.toContain(creature);
  for (let seed = 1; seed < 40; seed++)
    for (const event of recalling(stage.state(), library, seed))
      if (event.type === 'profile/recalled') expect(event.creature).not.toBe(creature);
}

test('of 1,100 that were hidden the first one never comes back, and its visitor keeps the portrait', async () => {
  const show = openShow(folder);
  const first = await show.birth({ slot: 0, profile: profileOf('Ada', 'code-ada') });
  await show.birth({ slot: 1 });
  hide(show, first);
  for (let i = 1; i <= 1100; i++) hide(show, 1_000_000 + i);
  expect(show.stage.state().hidden).not.toContain(first);
  expectHidden(show, first);
  await show.stop();
  const again = openShow(folder);
  expectHidden(again, first);
  expect(again.archive.library.profile('code-ada')).toMatchObject({ id: first, profile: { name: 'Ada' } });
  expect(await again.archive.library.picture(first, 64)).not.toBeNull();
  await again.stop();
});

test('as an ancestor it has no name any more, and whoever waited too long is hidden for good', async () => {
  const show = openShow(folder);
  for (let slot = 0; slot < 2; slot++)
    await show.birth({ slot, profile: profileOf(`Parent ${slot}`, `code-parent-${slot}`) });
  const child = await show.birth({ slot: 2 });
  const parent = show.archive.library.creature(child)!.parents[0]!;
  expect(show.archive.library.lineage(child, 3)!.find(({ id }) => id === parent)!.name).toMatch(/^Parent/);
  const waiting = await show.birth({ slot: -1, profile: profileOf('Early', 'code-early') });
  show.stage.tell({ type: 'profile/waiting', creature: waiting });
  for (let i = 1; i <= 500; i++) show.stage.tell({ type: 'profile/waiting', creature: 1_000_000 + i });
  hide(show, parent);
  expectHidden(show, parent, child);
  await show.stop();
  const again = openShow(folder);
  expectHidden(again, parent, child);
  expectHidden(again, waiting);
  await again.stop();
});

test('the copy of a day before it was hidden does not bring it back, nor its place on the wall', async () => {
  const show = openShow(folder);
  const ada = await show.birth({ slot: 0, profile: profileOf('Ada', 'code-ada') });
  const other = await show.birth({ slot: 1 });
  await openBackups(folder, 7).take(new Date(2027, 0, 1, 5));
  hide(show, ada);
  await show.stop();
  expect(restoreBackup(folder, null, 5)).toMatchObject({ births: 2 });
  const again = openShow(folder);
  expect(again.stage.state().wall).toContain(other);
  expectHidden(again, ada);
  await again.stop();
});

test('what is salvaged of a damaged archive has it too, also where only the database is left', async () => {
  const show = openShow(folder);
  const ada = await show.birth({ slot: 0, profile: profileOf('Ada', 'code-ada') });
  for (let i = 0; i < 1200; i++) show.stage.tell({ type: 'param/turned', param: 'psi', value: i / 1200 });
  hide(show, ada);
  await show.stop();
  rmSync(join(folder, 'hidden.log'));
  const pages = pagesOf(folder, 'journal', 'leaf');
  overwrite(folder, pages.slice(8));
  const again = openShow(folder);
  expect(again.told).toMatchObject([{ code: 'archive-damaged' }]);
  expectHidden(again, ada);
  await again.stop();
});

/** What takes back each step of the schema but the first. */
const BACK = ['DROP TABLE hidden', 'DROP INDEX journal_profiles'];

/** Makes the database what a show of schema `version` would have left, in whose last snapshot nobody is hidden any more. */
function older(version: number, state: State): void {
  expect(BACK).toHaveLength(MIGRATIONS.length - 1);
  const db = new Database(join(folder, 'archive.db'));
  for (const step of BACK.slice(version - 1).reverse()) db.exec(step);
  const snapshot = JSON.stringify({ ...state, hidden: [] });
  db.prepare('UPDATE snapshots SET revision = (SELECT max(revision) FROM journal), state = ?').run(snapshot);
  db.exec(`PRAGMA user_version = ${version}`);
  db.close();
  rmSync(join(folder, 'hidden.log'));
}

test.each(MIGRATIONS.map((_, i) => i + 1))(
  'an archive of schema %d opens with all that was in it, and the hidden stay hidden',
  async (version) => {
    const show = openShow(folder);
    const ada = await show.birth({ slot: 0, profile: profileOf('Ada', 'code-ada') });
    const zoe = await show.birth({ slot: 1, profile: profileOf('Zoe', 'code-zoe') });
    hide(show, ada);
    const state = show.stage.state();
    await show.stop();
    older(version, state);
    const read = withHidden(new Database(join(folder, 'archive.db'), { readonly: true }));
    const none = () => {};
    const parts = {
      isExpected: () => true,
      onMissing: none,
      onSettled: none,
      beforeErasure: none,
      afterErasure: none,
    };
    const rerender = () => Promise.reject(new Error('nothing is missing'));
    const pictures = openPictures(join(folder, 'pictures'), 80);
    expect(openLibrary({ db: read, pictures, rerender, ...parts }).creature(zoe)).toMatchObject({ id: zoe });
    read.close();
    const again = openShow(folder);
    expect(again.stage.state()).toMatchObject({ wall: state.wall, births: 2 });
    expect(again.archive.library.profile('code-zoe')).toMatchObject({ id: zoe });
    expectHidden(again, ada);
    await again.stop();
  },
);

test('a newer archive is not touched, and the message says what to do', async () => {
  await openShow(folder).stop();
  const db = new Database(join(folder, 'archive.db'));
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  db.close();
  expect(() => openShow(folder)).toThrow(/newer version of the show .*update the show/);
});
