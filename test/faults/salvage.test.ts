import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupFolder, openBackups } from '../../engine/archive/backups.ts';
import { openShow, profileOf } from '../archive/born.ts';
import { temporaryFolder } from '../tools/show.ts';
import { overwrite, pagesOf } from './damage.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

const turned = (value: number) => ({ type: 'param/turned', param: 'psi', value }) as const;

/** A day's copy with Ada, Eve and Ned in it; since then Eve was erased, Zoe came, and much was turned. */
async function evening() {
  const show = openShow(folder);
  for (let slot = 0; slot < 3; slot++) await show.birth({ slot });
  const ada = await show.birth({ slot: 3, profile: profileOf('Ada', 'code-ada') });
  const eve = await show.birth({ slot: 4, profile: profileOf('Eve', 'code-eve') });
  await openBackups(folder, 7).take(new Date(2027, 0, 1, 5));
  await show.archive.library.erase('code-eve');
  show.stage.tell({ type: 'profile/erased', creature: eve });
  show.stage.announce(Array.from({ length: 1200 }, (_, i) => turned(i / 1200)));
  const zoe = await show.birth({ slot: 5, profile: profileOf('Zoe', 'code-zoe') });
  await show.birth({ slot: 0 });
  const { wall, births } = show.stage.state();
  await show.stop();
  return { ada, eve, zoe, wall, births };
}

function reopened() {
  const start = performance.now();
  const show = openShow(folder);
  console.log(`a damaged archive opens within ${Math.round(performance.now() - start)} ms`);
  const told = show.told.find((event) => event.type === 'fault/raised');
  return { show, told };
}

test.each(['with a daily copy', 'on its first day'])(
  'a page of the journal lost, %s: the same wall hangs, every visitor is there, the erased one is not',
  async (when) => {
    const { ada, eve, zoe, wall } = await evening();
    if (when === 'on its first day') rmSync(backupFolder(folder), { recursive: true });
    const pages = pagesOf(folder, 'journal', 'leaf');
    overwrite(folder, pages.slice(8, 10));
    const { show, told } = reopened();
    expect(told).toMatchObject({ code: 'archive-damaged', where: expect.stringMatching(/[1-9]\d* lost/) });
    expect(show.stage.state().wall).toEqual(wall);
    const { library } = show.archive;
    expect(library.profile('code-ada')).toMatchObject({ id: ada });
    expect(library.profile('code-zoe')).toMatchObject({ id: zoe, profile: { name: 'Zoe' } });
    expect(await library.picture(zoe, 64)).not.toBeNull();
    expect(library.profile('code-eve')).toBeNull();
    expect(library.ancestor(eve)).toBeNull();
    expect(wall).not.toContain(await show.birth({ slot: 1 }));
    await show.stop();
  },
);

test('the table of creatures unreadable: the copy gives what it has, a lost place is empty, not black', async () => {
  const { ada, zoe, wall } = await evening();
  overwrite(folder, pagesOf(folder, 'creatures', 'leaf'));
  const { show } = reopened();
  const hangs = show.stage.state().wall;
  expect(hangs.slice(1, 4)).toEqual(wall.slice(1, 4));
  expect(hangs[0]).toBeNull();
  expect(hangs).not.toContain(zoe);
  expect(show.archive.library.profile('code-ada')).toMatchObject({ id: ada });
  await show.stop();
});

test('nothing of it readable and no copy: a new wall, and the pictures stay for whoever repairs it', async () => {
  const { zoe, wall } = await evening();
  rmSync(backupFolder(folder), { recursive: true });
  overwrite(folder, [1]);
  const { show, told } = reopened();
  expect(told).toMatchObject({ where: expect.stringContaining('no copy') });
  expect(show.stage.state().wall).toEqual(wall.map(() => null));
  const shard = (zoe & 0xff).toString(16).padStart(2, '0');
  expect(() => rmSync(join(folder, 'pictures', shard, `${zoe}.webp`))).not.toThrow();
  await show.stop();
});
