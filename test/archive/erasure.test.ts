import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../engine/archive/database.ts';
import { FORGET_NAMES } from '../../engine/archive/erasure.ts';
import { temporaryFolder } from '../tools/show.ts';
import { openShow, picture, profileOf } from './born.ts';

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
    const kin = { parentA: 0, parentB: 0, generation: 1, human: 1, machine: 0, cell: 0 };
    show.stage.tell({ type: 'creature/died', creature: id, slot: 1 });
    show.stage.tell({ type: 'profile/recalled', creature: id, slot: 1, ...kin, name });
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

test('looks through the lines of profiles alone, however long the journal is', () => {
  const { db } = openDatabase(folder, 0);
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${FORGET_NAMES}`).all(1, 1) as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toEqual(['SCAN journal USING INDEX journal_profiles']);
  db.close();
});
