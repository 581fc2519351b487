import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive } from '../../engine/archive/archive.ts';
import { conceive, latentOf, planBirth } from '../../engine/show/breeding.ts';
import { seedSource } from '../../engine/show/seeds.ts';
import { createStage } from '../../engine/show/stage.ts';
import { startVisits } from '../../engine/visit/start.ts';
import { START } from '../archive/born.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { generatorDouble } from './generator-double.ts';
import { request, yes } from './house.ts';

/** Visits with a real archive: what is on the disk, now and after a restart. */
let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

/** A reveal that no test waits for. */
const OPENING = { ...START, times: { ...START.times, revealMs: 600_000 } };
const errors: unknown[] = [];
const onError = (error: unknown) => void errors.push(error);

/** Opens the show in the folder; `vanish` closes the files and nothing else, as a power cut would. */
async function open(approval = false) {
  const generator = generatorDouble();
  const config = { retentionDays: 0, pictureQuality: 85, backups: 0, backupHour: 4 };
  const rerender = () => Promise.reject(new Error('no picture is missing here'));
  const archive = openArchive({ folder, config, now: Date.now, rerender });
  const stage = createStage({
    ...archive.restore(OPENING),
    now: Date.now,
    journal: archive.journal,
    onError,
  });
  const edge = archive.follow(stage);
  const { library } = archive;
  const seeds = seedSource(archive.showSeed(1), archive.lastNumber());
  for (let slot = 0; slot < 4 && stage.state().wall[slot] === null; slot++) await newcomer(slot);

  async function newcomer(slot: number) {
    const { layers, zDim, name } = generator.model;
    const { number, seed } = seeds.next();
    const context = { params: stage.state().params, population: stage.state().wall.map(() => null), layers };
    const recipe = { ...planBirth({ ...context, referenceSpread: 0 }, seed), slot };
    const { parentA, parentB, generation, mix, psi } = recipe;
    const average = generator.average(mix);
    const fresh = await generator.map(latentOf(recipe, zDim), recipe.freshKingdom, 'birth');
    const genome = conceive(recipe, null, fresh, average, layers, name);
    await library.keepPicture(seed, await generator.render(genome, mix, psi, 'birth'));
    const kin = { slot, parentA, parentB, generation };
    const [human, machine, cell] = mix;
    const body = { number, mix, psi, bornAt: stage.now(), genome, recipe, profile: null };
    stage.announce([{ type: 'creature/born', creature: seed, ...kin, human, machine, cell }], {
      creature: seed,
      ...kin,
      ...body,
    });
  }
  const parts = {
    stage,
    library,
    generator,
    seeds,
    approval,
    guesses: [],
    minAge: 18,
    leaveOut: [],
    classifiers: [],
    refusedWords: [],
    onError,
  };
  const visits = startVisits(parts);
  const stop = () => visits.stop().then(edge.stop);
  return { stage, library, visits, stop, vanish: () => edge.stop() };
}

function bytesUnder(path: string): Buffer {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

test('a profile that was answered is there after a restart, and breeds on', async () => {
  const show = await open();
  const { code, creature } = await show.visits.visit(await request());
  await show.stop();
  const again = await open();
  expect(again.library.profile(code)).toMatchObject({ id: creature.id, profile: { name: 'Ada' } });
  expect(again.stage.state().specimens[creature.id]).toMatchObject({ name: 'Ada' });
  expect(again.library.ancestor(creature.id)).toMatchObject({
    visitor: true,
    generation: creature.generation,
  });
  const second = await again.visits.visit(await request({}, 200));
  expect(second.creature.id).not.toBe(creature.id);
  await again.stop();
  expect(errors).toEqual([]);
});

test('the photo itself never reaches the disk, nor does the code', async () => {
  const show = await open();
  const sent = await request();
  const photo = Buffer.from(sent.photo);
  const { code } = await show.visits.visit(sent);
  await show.stop();
  const disk = bytesUnder(folder);
  expect(disk.includes('Ada')).toBe(true);
  for (let at = 700; at + 32 < photo.length; at += 500)
    expect(disk.includes(photo.subarray(at, at + 32))).toBe(false);
  expect(disk.includes(code)).toBe(false);
});

test('who is not to be kept is gone after a power cut too', async () => {
  const show = await open();
  const name = 'Unrepeatable Name';
  const { code, creature } = await show.visits.visit(
    await request({ name, consent: { ...yes, keep: false } }),
  );
  expect(show.library.profile(code)).not.toBeNull();
  await show.vanish();
  expect(bytesUnder(folder).includes(name)).toBe(true);
  const again = await open();
  await until(() => again.library.profile(code) === null, 'the erasure');
  await until(() => !again.stage.state().wall.includes(creature.id), 'the empty slot');
  await again.stop();
  expect(bytesUnder(folder).includes(name)).toBe(false);
  expect(readdirSync(join(folder, 'pictures'), { recursive: true }).join()).not.toContain(`${creature.id}`);
});

test('who waits for approval still waits after a power cut; who was approved and then erased is gone from the disk', async () => {
  const show = await open(true);
  const name = 'Unrepeatable Approval';
  const { code, creature } = await show.visits.visit(await request({ name }));
  await show.vanish();
  const again = await open(true);
  expect(again.stage.state().waiting).toEqual([creature.id]);
  expect(again.visits.approve(creature.id)).toBe(true);
  expect(again.stage.state().wall).toContain(creature.id);
  await again.stop();
  const last = await open(true);
  expect(last.stage.state()).toMatchObject({ waiting: [], specimens: { [creature.id]: { name } } });
  await last.library.erase(code);
  last.stage.tell({ type: 'profile/erased', creature: creature.id });
  await last.stop();
  expect(bytesUnder(folder).includes(name)).toBe(false);
  expect(errors).toEqual([]);
});
