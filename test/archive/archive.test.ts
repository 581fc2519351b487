import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

test('of a family that is too large the nearest are told, and above it only its ancestors', async () => {
  const show = openShow(folder);
  const { library } = show.archive;
  const grandmother = await show.birth({ parents: [0, 0], profile: profileOf('Ada', 'code-ada') });
  const mother = await show.birth({ parents: [grandmother, 0] });
  const children: number[] = [];
  for (let i = 0; i < 30; i++) children.push(await show.birth({ parents: [mother, grandmother] }));
  const grandchildren = new Set<number>();
  for (const child of children)
    for (let i = 0; i < 12; i++) grandchildren.add(await show.birth({ parents: [child, 0] }));
  const below = library.lineage(mother, 4)!.filter(({ depth }) => depth > 0);
  expect(below).toHaveLength(300);
  expect(new Set(below.map(({ id }) => id)).size).toBe(300);
  expect(below.map(({ depth }) => depth)).toEqual(below.map(({ depth }) => depth).sort());
  expect(
    below
      .slice(0, 30)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(children.toSorted());
  expect(below.slice(30).every(({ id }) => grandchildren.has(id))).toBe(true);
  expect(library.ancestors(mother, 4)).toEqual([
    { id: grandmother, depth: -1, parents: [], generation: 1, name: 'Ada' },
  ]);
  const above = library.ancestors([...grandchildren][0]!, 4)!.map(({ id, depth }) => [id, depth]);
  expect(new Map(above as [number, number][])).toEqual(
    new Map([
      [children[0]!, -1],
      [mother, -2],
      [grandmother, -2],
    ]),
  );
  expect(library.ancestors([...grandchildren][0]!, 1)).toHaveLength(1);
  expect(library.ancestors(5, 4)).toBeNull();
  await show.stop();
});

test('visitors who may hang are found from any number on, once each', async () => {
  const show = openShow(folder);
  const { library } = show.archive;
  const hidden = { ...profileOf('Hidden', 'c0'), consent: { mix: true, wall: false, keep: true } };
  await show.birth({ profile: hidden, slot: -1 });
  const ids: number[] = [];
  for (const name of ['Ada', 'Zoë', '']) {
    ids.push(await show.birth({ profile: profileOf(name, `code-${name}`) }));
    await show.birth();
  }
  const sorted = ids.toSorted((a, b) => a - b);
  expect(library.visitorsFrom(0).map(({ creature }) => creature)).toEqual(sorted);
  const rest = library.visitorsFrom(sorted[1]!).map(({ creature }) => creature);
  expect(rest).toEqual([sorted[1], sorted[2], sorted[0]]);
  expect(library.visitorsFrom(0).find(({ creature }) => creature === ids[1])).toMatchObject({ name: 'Zoë' });
  await show.stop();
});
