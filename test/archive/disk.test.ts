import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../tools/show.ts';
import { openShow, profileOf } from './born.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

const files = () =>
  readdirSync(join(folder, 'pictures'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.webp'),
  );
const kept = () => files().map((name) => Number.parseInt(name.split('/').at(-1)!, 10));
const fileOf = (id: number) =>
  join(folder, 'pictures', files().find((name) => name.endsWith(`/${id}.webp`))!);
/** Six creatures in the first slot, one after the other, the second of them a visitor; a second apart, long ago. */
async function past(): Promise<number[]> {
  const show = openShow(folder);
  const ids: number[] = [];
  for (let i = 0; i < 6; i++)
    ids.push(await show.birth({ slot: 0, ...(i === 1 && { profile: profileOf('Ada', 'code-ada') }) }));
  await show.stop();
  for (const [i, id] of ids.entries()) utimesSync(fileOf(id), i + 1, i + 1);
  return ids;
}

test('pictures beyond the budget are let go of, the oldest first, but never who hangs and no visitor', async () => {
  const ids = await past();
  const show = openShow(folder, { disk: { picturesMB: 0.001 } });
  await vi.waitFor(() => expect(kept().sort()).toEqual([ids[1], ids[5]].sort()));
  await show.stop();
});

test('no more go than must, and none within the budget', async () => {
  const ids = await past();
  const sizes = ids.map((id) => statSync(fileOf(id)).size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const disk = { picturesMB: (total - 1) / 1e6 };
  const show = openShow(folder, { disk });
  await vi.waitFor(() => expect(kept().sort()).toEqual(ids.slice(1).sort()));
  await show.stop();
  const again = openShow(folder, { disk });
  await vi.waitFor(() => expect(again.figures()).toMatchObject({ picturesMB: (total - sizes[0]!) / 1e6 }));
  expect(kept().sort()).toEqual(ids.slice(1).sort());
  await again.stop();
});

test('one that was let go of is drawn again without a word; one that should be there is missed', async () => {
  const ids = await past();
  for (const id of [ids[0]!, ids[5]!]) rmSync(fileOf(id));
  const show = openShow(folder);
  expect(await show.archive.library.picture(ids[0]!, 64)).not.toBeNull();
  expect(show.told).toEqual([]);
  expect(await show.archive.library.picture(ids[5]!, 64)).not.toBeNull();
  expect(show.told).toContainEqual({ type: 'fault/raised', code: 'picture-missing', where: String(ids[5]) });
  await show.stop();
});

test('a disk that is nearly full is told, until there is room again', async () => {
  const low = { type: 'fault/raised', code: 'disk-low', where: 'disk' };
  const show = openShow(folder, { disk: { freeMB: 1e12 } });
  await vi.waitFor(() => expect(show.told).toEqual([low]));
  await show.stop();
  const again = openShow(folder, { disk: { freeMB: 1 }, start: show.stage.state() });
  await vi.waitFor(() => expect(again.stage.state().faults).toEqual([]));
  await again.stop();
});
