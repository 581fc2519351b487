import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seedAt } from '../../engine/show/seeds.ts';
import type { State } from '../../engine/show/state.ts';
import { temporaryFolder } from '../tools/show.ts';
import { openShow, picture, profileOf, START } from './born.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

function filesUnder(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('a creature is kept with its parents, genome and picture', async () => {
  const show = openShow(folder);
  for (let i = 0; i < 30; i++) await show.birth();
  const { library } = show.archive;
  const id = show.stage.state().wall.find((one) => one !== null)!;
  const view = library.creature(id)!;
  expect(view).toMatchObject({
    id,
    seed: id,
    generation: 1,
    profile: null,
    mix: { human: 0.5, machine: 0.5 },
  });
  for (const parent of view.parents) expect(library.creature(parent)).not.toBeNull();
  expect(library.ancestor(id)!.genome.w).toHaveLength(64);
  const { width, format } = await sharp((await library.picture(id, 100))!).metadata();
  expect({ width, format }).toEqual({ width: 128, format: 'webp' });
  expect(library.creature(123)).toBeNull();
  expect(await library.picture(123, 64)).toBeNull();
  await show.stop();
});

test('a file that is no database is moved aside, and the show opens', async () => {
  const show = openShow(folder);
  await show.birth();
  await show.stop();
  writeFileSync(join(folder, 'archive.db'), Buffer.alloc(8192, 'x'));
  const again = openShow(folder);
  expect(again.stage.state().faults).toMatchObject([{ code: 'archive-damaged' }]);
  await again.birth();
  await again.stop();
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).not.toEqual([]);
});

test('an archive of a show that knew fewer parameters has the others at their defaults', async () => {
  const { captions, ...fewer } = START.params;
  const old = openShow(folder, { start: { ...START, params: fewer as State['params'] } });
  old.stage.tell({ type: 'param/turned', param: 'tempo', value: 3 });
  await old.stop();
  const { params } = openShow(folder).stage.state();
  expect(params.captions).toBe(captions);
  expect(params.tempo).toBe(3);
});

test('a picture that is gone is drawn again and kept', async () => {
  const show = openShow(folder);
  const id = await show.birth();
  const file = filesUnder(join(folder, 'pictures')).find((path) => path.endsWith(`${id}.webp`))!;
  const size = statSync(file).size;
  await show.stop();
  (await import('node:fs')).rmSync(file);
  const again = openShow(folder);
  expect(await again.archive.library.picture(id, 64)).not.toBeNull();
  expect(statSync(file).size).toBe(size);
  expect(again.told).toContainEqual({ type: 'fault/raised', code: 'picture-missing', where: String(id) });
  expect(again.stage.state().faults).toEqual([]);
  await again.stop();
});

test('pictures of creatures that were never announced are swept away, the others stay', async () => {
  const show = openShow(folder);
  const id = await show.birth();
  const { library } = show.archive;
  const orphan = seedAt(1, 3);
  await library.keepPicture(orphan, picture(orphan));
  const files = () => filesUnder(join(folder, 'pictures')).map((path) => path.split('/').at(-1));
  expect(files().sort()).toEqual([`${id}.webp`, `${orphan}.webp`].sort());
  await show.archive.sweep(1);
  expect(files()).toEqual([`${id}.webp`]);
  await show.stop();
});

test('lineage goes both ways and ends', async () => {
  const show = openShow(folder);
  for (let i = 0; i < 200; i++) await show.birth();
  const { library } = show.archive;
  const id = show.stage.state().wall.find((one) => library.creature(one!)!.parents.length > 0)!;
  const kin = library.lineage(id, 4)!;
  const parents = library.creature(id)!.parents;
  expect(
    kin
      .filter((one) => one.depth === -1)
      .map((one) => one.id)
      .sort(),
  ).toEqual([...new Set(parents)].sort());
  const parent = library.lineage(parents[0]!, 1)!;
  expect(parent.some((one) => one.depth === 1 && one.id === id)).toBe(true);
  await show.stop();
});

describe('erasure', () => {
  test('a picture that was being drawn again is not kept after it', async () => {
    let drawn = () => {};
    const waiting = new Promise<void>((resolve) => {
      drawn = resolve;
    });
    const rerender = async () => {
      await waiting;
      return picture(1);
    };
    const show = openShow(folder, { rerender });
    const id = await show.birth({ profile: profileOf('Late', 'code-late') });
    const { library } = show.archive;
    await library.dropPicture(id);
    const asked = library.picture(id, 64);
    expect(await library.erase('code-late')).toBe(id);
    drawn();
    expect(await asked).toBeNull();
    expect(filesUnder(join(folder, 'pictures'))).toEqual([]);
    await show.stop();
  });

  test('leaves no byte of the visitor in any file, and a nameless tombstone', async () => {
    const name = 'Zebulon Quastel';
    const code = 'VERYSECRETCODE77';
    const show = openShow(folder);
    const id = await show.birth({ profile: profileOf(name, code), slot: 1 });
    // Enough births for the name to be in a snapshot as well.
    for (let i = 0; i < 300; i++) await show.birth({ slot: 2 + (i % 3) });
    const { library } = show.archive;
    expect(library.profile(code)).toMatchObject({ id, code, profile: { name } });
    expect(library.creature(id)?.profile?.name).toBe(name);
    const holds = (text: string) => filesUnder(folder).filter((file) => readFileSync(file).includes(text));
    expect(holds(name)).not.toEqual([]);
    expect(holds(code)).toEqual([]);
    const genome = Buffer.from(
      (await import('../../engine/show/half.ts')).packHalf(library.ancestor(id)!.genome.w).buffer,
    );
    const holdsGenome = () => filesUnder(folder).filter((file) => readFileSync(file).includes(genome));
    expect(holdsGenome()).not.toEqual([]);

    expect(await library.erase(code)).toBe(id);
    show.stage.tell({ type: 'profile/erased', creature: id });
    expect(holds(name)).toEqual([]);
    expect(holdsGenome()).toEqual([]);
    expect(filesUnder(folder).filter((file) => file.endsWith(`${id}.webp`))).toEqual([]);
    expect(library.profile(code)).toBeNull();
    expect(library.ancestor(id)).toBeNull();
    expect(await library.picture(id, 64)).toBeNull();
    expect(library.creature(id)).toMatchObject({ id, profile: null });
    expect(await library.erase(code)).toBeNull();
    await show.stop();
    const again = openShow(folder);
    expect(again.stage.state().wall).not.toContain(id);
    expect(JSON.stringify(again.stage.state())).not.toContain(name);
    await again.stop();
    expect(holds(name)).toEqual([]);
  });

  test('without consent for the wall nothing public names the visitor', async () => {
    const show = openShow(folder);
    const hidden = { ...profileOf('Hidden', 'c1'), consent: { mix: true, wall: false, keep: false } };
    const id = await show.birth({ profile: hidden, slot: -1 });
    expect(show.archive.library.creature(id)).toBeNull();
    expect(show.archive.library.unkept()).toEqual([id]);
    expect(JSON.stringify(show.stage.state())).not.toContain('Hidden');
    await show.stop();
  });
});
