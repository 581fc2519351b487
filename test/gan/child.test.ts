import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GeneratorBusy, GeneratorDown } from '../../engine/gan/port.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { count, HUMAN, running } from './running.ts';
import { TINY, writeTinyModel } from './tiny-model.ts';

const { folder, remove } = temporaryFolder();
const house = (name: string) => join(folder, name);
afterAll(remove);

describe('a running child', () => {
  const tiny = running(writeTinyModel(house('good')), {
    providers: ['dml', 'coreml', 'cuda', 'cpu'],
    limits: { jobMs: 1000 },
  });
  const { generator, told } = tiny;
  beforeAll(() => tiny.ready());
  afterAll(() => generator.stop());

  test('providers that this machine lacks are refused by name, never passed off as the CPU', () => {
    const { provider, providers } = generator.status();
    const absent = process.platform === 'linux' ? ['dml', 'coreml', 'cuda'] : ['cuda'];
    expect(provider).toBe('cpu');
    for (const name of absent) {
      expect(providers).toContainEqual({
        provider: name,
        taken: false,
        probeMs: null,
        reason: expect.stringMatching(/./),
      });
      expect(told).toContainEqual({ type: 'fault/raised', code: 'provider-refused', where: name });
    }
    expect(providers.filter((one) => one.taken)).toMatchObject([{ provider: 'cpu' }]);
  });

  test('draws, encodes and translates in the shapes of the contract', async () => {
    const genome = await tiny.creature(1);
    const picture = await generator.render(genome, HUMAN, 0.8, 'birth');
    const side = TINY.resolution;
    expect(picture).toMatchObject({ width: side, height: side });
    expect(await generator.encode(picture)).toHaveLength(TINY.layers * TINY.wDim);
    const portrait = await generator.translate(picture, genome, HUMAN, 0.8);
    expect(portrait.data).toHaveLength(side * side * 3);
    expect(portrait.data.every((value, i) => value <= picture.data[i]!)).toBe(true);
  });

  test('visits overtake births, spare work gives way, and a lane that is full refuses', async () => {
    const genome = await tiny.creature(2);
    const photo = await generator.render(genome, HUMAN, 1, 'birth');
    const order: string[] = [];
    const draw = (name: string, lane: 'birth' | 'spare') =>
      generator.render(genome, HUMAN, 1, lane).then(
        () => order.push(name),
        (error) => order.push(`${name} ${error.constructor.name}`),
      );
    tiny.signal('SIGSTOP');
    const first = draw('first', 'birth');
    const spare = draw('spare', 'spare');
    const second = draw('second', 'birth');
    await spare;
    const third = draw('third', 'birth');
    await expect(generator.render(genome, HUMAN, 1, 'birth')).rejects.toBeInstanceOf(GeneratorBusy);
    await expect(generator.render(genome, HUMAN, 1, 'spare')).rejects.toBeInstanceOf(GeneratorBusy);
    const visit = generator.translate(photo, genome, HUMAN, 1).then(() => order.push('visit'));
    expect(generator.status().waiting).toBe(4);
    tiny.signal('SIGCONT');
    await Promise.all([first, second, third, visit]);
    expect(order).toEqual(['spare GeneratorBusy', 'first', 'visit', 'second', 'third']);
    await draw('idle', 'spare');
    expect(order.at(-1)).toBe('idle');
  });

  test('killed in the middle of a job it rejects everything that waits and comes back with the same pixels', async () => {
    const genome = await tiny.creature(3);
    const before = await generator.render(genome, HUMAN, 0.8, 'birth');
    const { pid } = generator;
    const { restarts } = generator.status();
    tiny.signal('SIGSTOP');
    const lost = [1, 2, 3].map(() => generator.render(genome, HUMAN, 0.8, 'birth'));
    const caught = Promise.all(lost.map((one) => expect(one).rejects.toBeInstanceOf(GeneratorDown)));
    tiny.signal('SIGKILL');
    await caught;
    await expect(generator.render(genome, HUMAN, 0.8, 'visit')).rejects.toBeInstanceOf(GeneratorDown);
    expect(generator.status().state).toBe('down');
    await tiny.ready('the child to come back');
    expect(generator.pid).not.toBe(pid);
    expect(generator.status().restarts).toBe(restarts + 1);
    expect(generator.status().providers.map((one) => one.provider)).toEqual(['dml', 'coreml', 'cuda', 'cpu']);
    // Visitors' networks open after those of the births; who comes before waits for them.
    const portrait = await generator.translate(before, genome, HUMAN, 0.8);
    expect(portrait.data).toHaveLength(before.data.length);
    expect(await generator.encode(before)).toHaveLength(TINY.layers * TINY.wDim);
    const after = await generator.render(genome, HUMAN, 0.8, 'birth');
    expect(Buffer.compare(before.data, after.data)).toBe(0);
  });

  test('a child that hangs is ended and replaced', async () => {
    const genome = await tiny.creature(4);
    const { pid } = generator;
    tiny.signal('SIGSTOP');
    await expect(generator.render(genome, HUMAN, 1, 'birth')).rejects.toBeInstanceOf(GeneratorDown);
    await until(() => generator.pid !== undefined && generator.pid !== pid, 'another child');
    await tiny.ready('the child to come back');
    expect(await generator.render(genome, HUMAN, 1, 'birth')).toMatchObject({ width: TINY.resolution });
  });

  test('each outage was told once, and is over', () => {
    const { restarts } = generator.status();
    expect(count(told, 'fault/raised', 'generator-down')).toBe(restarts);
    expect(count(told, 'fault/cleared', 'generator-down')).toBe(restarts);
  });
});

test.each(['nan', 'flat'] as const)('a generator of %s pictures is not opened', async (synthesis) => {
  const { generator, told } = running(writeTinyModel(house(synthesis), { synthesis }));
  await until(() => generator.status().restarts > 1, 'two attempts');
  expect(generator.status().state).toBe('down');
  expect(count(told, 'fault/raised', 'generator-down')).toBe(1);
  await generator.stop();
});

test('a network of the visitors that does not open is a fault; births go on, and visits with the other', async () => {
  const said: string[][] = [];
  const log = { say: (_level: string, _part: string, ...words: string[]) => void said.push(words) };
  const { generator, told, ready, creature } = running(
    writeTinyModel(house('blind'), { brokenEncoder: true }),
    { log },
  );
  await ready();
  const genome = await creature(1);
  const picture = await generator.render(genome, HUMAN, 1, 'birth');
  await until(() => count(told, 'fault/raised', 'visitors-refused') > 0, 'the fault');
  expect(told.filter(({ type }) => type === 'fault/raised')).toEqual([
    { type: 'fault/raised', code: 'visitors-refused', where: 'sight' },
  ]);
  expect(said).toEqual([[expect.stringContaining('sight cannot be opened'), expect.stringMatching(/./)]]);
  expect(generator.model).toMatchObject({ encoder: null, translator: 'paint' });
  await expect(generator.encode(picture)).rejects.toThrow('there is no encoder');
  expect((await generator.translate(picture, genome, HUMAN, 1)).data).toHaveLength(picture.data.length);
  expect(await generator.render(genome, HUMAN, 1, 'birth')).toEqual(picture);
  expect(generator.status()).toMatchObject({ state: 'running', restarts: 0 });
  await generator.stop();
});

test('noise comes from the seed of the genome', async () => {
  const { generator, ready, creature } = running(writeTinyModel(house('noisy'), { synthesis: 'noisy' }));
  await ready();
  const genome = await creature(1);
  const draw = async (noiseSeed: number) =>
    Buffer.from((await generator.render({ ...genome, noiseSeed }, HUMAN, 1, 'birth')).data);
  expect((await draw(1)).equals(await draw(1))).toBe(true);
  expect((await draw(1)).equals(await draw(2))).toBe(false);
  await generator.stop();
});

test('births that keep failing replace the child; a visit that fails does not', async () => {
  const { generator, ready, creature } = running(writeTinyModel(house('failing')));
  await ready();
  const genome = await creature(1);
  const small = { width: 3, height: 3, data: new Uint8Array(27) };
  for (let i = 0; i < 5; i++) await expect(generator.encode(small)).rejects.toThrow(/./);
  expect(generator.status()).toMatchObject({ state: 'running', restarts: 0 });
  const unfit = { ...genome, w: genome.w.slice(1) };
  for (let i = 0; i < 3; i++) await expect(generator.render(unfit, HUMAN, 1, 'birth')).rejects.toThrow(/./);
  await until(() => generator.status().restarts === 1, 'another child');
  await ready();
  await generator.stop();
});
