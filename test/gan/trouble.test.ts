import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Generator } from '../../engine/gan/port.ts';
import { rerenderer } from '../../engine/gan/rerender.ts';
import { temporaryFolder } from '../tools/show.ts';
import { type NurseryOptions, nursery } from './nursery.ts';
import { HUMAN, running } from './running.ts';
import { writeTinyModel } from './tiny-model.ts';

const SLOTS = 8;
const { folder, remove } = temporaryFolder();
const tiny = running(writeTinyModel(folder));
const open: ReturnType<typeof nursery>[] = [];
beforeAll(() => tiny.ready());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
afterAll(async () => {
  await tiny.generator.stop();
  remove();
});

function show(options?: NurseryOptions) {
  const made = nursery(tiny.generator, options);
  open.push(made);
  return made;
}

/** The generator with `before` run ahead of each picture. */
function beforePicture(real: Generator, before: () => void): Generator {
  const render: Generator['render'] = (...args) => {
    before();
    return real.render(...args);
  };
  return { ...real, render };
}

describe('trouble', () => {
  test('a machine that cannot keep the tempo says so once, never draws ahead, and says when it can again', async () => {
    const costMs = () => (house.births().length < SLOTS + 16 ? 400 : 10);
    let drawing = 0;
    let mostDrawing = 0;
    const slowed = (real: Generator): Generator => ({
      ...real,
      async render(...args) {
        drawing += 1;
        mostDrawing = Math.max(mostDrawing, drawing);
        house.spend(costMs());
        return real.render(...args).finally(() => {
          drawing -= 1;
        });
      },
    });
    const house = show({ params: { tempo: 5 }, generator: slowed });
    await house.breed(SLOTS + 30);
    const fault = { code: 'generator-slow', where: 'births' };
    expect(house.of('fault/raised')).toEqual([{ type: 'fault/raised', ...fault }]);
    expect(house.of('fault/cleared')).toEqual([{ type: 'fault/cleared', ...fault }]);
    expect(mostDrawing).toBe(1);
    const late = house.births().slice(SLOTS, SLOTS + 16);
    expect(late.slice(1).every(({ at }, i) => at - late[i]!.at === 400)).toBe(true);
  });

  test('pictures that cannot be kept are a fault, told once, and the next births come', async () => {
    let refusals = 3;
    const house = show({
      params: { tempo: 5 },
      library: (real) => ({
        ...real,
        async keepPicture(creature, picture) {
          if (real.ancestor(creature) === null && house.births().length === 5 && refusals-- > 0)
            throw new Error('no space left on device');
          await real.keepPicture(creature, picture);
        },
      }),
    });
    await house.breed(SLOTS + 2);
    const fault = { code: 'archive-failed', where: 'births' };
    expect(house.of('fault/raised')).toEqual([{ type: 'fault/raised', ...fault }]);
    expect(house.of('fault/cleared')).toEqual([{ type: 'fault/cleared', ...fault }]);
  });

  test('a birth that fails by itself is another fault, and the next is tried', async () => {
    let failures = 2;
    const house = show({
      params: { tempo: 5 },
      generator: (real) =>
        beforePicture(real, () => {
          if (house.births().length === 4 && failures-- > 0)
            throw new Error('the network gave a blank picture');
        }),
    });
    await house.breed(SLOTS);
    expect(house.of('fault/raised')).toMatchObject([{ code: 'birth-failed' }]);
    expect(house.of('fault/cleared')).toMatchObject([{ code: 'birth-failed' }]);
  });

  test('a parent erased while its child was drawn takes the child along', async () => {
    const params = { tempo: 5, newcomers: 0, diversity: 0 };
    const calm = show({ params });
    await calm.breed(SLOTS + 1);
    const child = calm.records.at(-1)!;
    expect(child.parentB).not.toBe(0);
    let erased = 0;
    const house = show({
      params,
      library: (real) => ({ ...real, ancestor: (id) => (id === erased ? null : real.ancestor(id)) }),
      generator: (real) =>
        beforePicture(real, () => {
          if (house.births().length === SLOTS) erased = child.parentB;
        }),
    });
    await house.breed(SLOTS + 6);
    const later = house.records.slice(SLOTS);
    expect(later.map((one) => one.creature)).not.toContain(child.creature);
    expect(later.some((one) => one.parentA === erased || one.parentB === erased)).toBe(false);
    expect(house.of('fault/raised')).toEqual([]);
  });
});

test('missing pictures of a whole wall are drawn again one at a time, beside births', async () => {
  const { generator } = tiny;
  const genome = await tiny.creature(9);
  let mostWaiting = 0;
  const watched: Generator = {
    ...generator,
    render(...args) {
      const drawing = generator.render(...args);
      mostWaiting = Math.max(mostWaiting, generator.status().waiting);
      return drawing;
    },
  };
  const rerender = rerenderer(watched);
  const pictures = await Promise.all(
    Array.from({ length: 40 }, () => rerender({ genome, mix: HUMAN, psi: 0.8 })),
  );
  const direct = await generator.render(genome, HUMAN, 0.8, 'birth');
  expect(pictures.every((one) => Buffer.compare(one.data, direct.data) === 0)).toBe(true);
  expect(mostWaiting).toBe(1);
});
