import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Generator } from '../../engine/gan/port.ts';
import { rerenderer } from '../../engine/gan/rerender.ts';
import { temporaryFolder } from '../tools/show.ts';
import { type NurseryOptions, nursery } from './nursery.ts';
import { count, HUMAN, running } from './running.ts';
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

describe('births', () => {
  test('an empty wall hatches as fast as the machine can, then one slot after another is replaced on the beat', async () => {
    const house = show({ params: { tempo: 2 } });
    await house.breed(SLOTS + 10);
    expect(house.stage.state().wall).toHaveLength(SLOTS);
    expect(house.stage.state().wall).not.toContain(null);
    const times = house.births().map((one) => one.at);
    const intervalsMs = times.slice(1).map((at, i) => at - times[i]!);
    expect(intervalsMs).toEqual([...Array(SLOTS - 1).fill(0), ...Array(10).fill(500)]);
    for (const [i, { event }] of house.entries.entries())
      if (event.type === 'creature/died')
        expect(house.entries[i + 1]!.event).toMatchObject({ type: 'creature/born', slot: event.slot });
    expect(house.of('creature/died')).toHaveLength(10);
    expect(house.records.some((record) => record.parentA !== 0)).toBe(true);
  });

  test('are kept with recipe, model and picture before they are told', async () => {
    const house = show({
      onEntry: ({ event }) => {
        if (event.type === 'creature/born') expect(house.library.ancestor(event.creature)).not.toBeNull();
      },
    });
    await house.breed(3);
    for (const { creature, genome, recipe, psi } of house.records) {
      expect(genome).toMatchObject({ model: 'tiny', noiseSeed: creature });
      expect(recipe).toMatchObject({ seed: creature, psi });
      expect(await house.library.picture(creature, 64)).not.toBeNull();
    }
  });

  test('the same seed breeds the same genomes, another seed others', async () => {
    const bred = async (seed: number) => {
      const house = show({ seed, params: { tempo: 10 } });
      await house.breed(14);
      return house.records.map(({ creature, slot, parentA, parentB, genome }) => ({
        ...{ creature, slot, parentA, parentB },
        w: Buffer.from(genome.w.buffer).toString('hex'),
      }));
    };
    const once = await bred(5);
    expect(await bred(5)).toEqual(once);
    expect(await bred(6)).not.toEqual(once);
  });

  test('a profile that arrives breeds on', async () => {
    const house = show({ params: { tempo: 30, ancestors: 1, newcomers: 0, diversity: 0 } });
    await house.breed(SLOTS);
    const visitor = house.arrive(3);
    await house.breedUntil(() =>
      house.of('creature/born').some((one) => [one.parentA, one.parentB].includes(visitor)),
    );
    expect(house.births().length).toBeLessThan(100);
    expect(house.stage.state().wall[3]).toBe(visitor);
  });

  test('creatures of a generator that was replaced hang on without breeding', async () => {
    const old = (library: ReturnType<typeof show>['library']) => ({
      ...library,
      ancestor(id: number) {
        const known = library.ancestor(id);
        return known && { ...known, genome: { ...known.genome, model: 'another' } };
      },
    });
    const house = show({ library: old, params: { tempo: 5, newcomers: 0, diversity: 0 } });
    await house.breed(SLOTS + 6);
    expect(house.records.every((record) => record.parentA === 0 && record.parentB === 0)).toBe(true);
    expect(house.of('fault/raised')).toEqual([]);
  });
});

describe('a slot that was taken meanwhile', () => {
  const params = { tempo: 5, diversity: 0 };

  test('by a profile: the profile stays, the birth finds another place', async () => {
    const calm = show({ params });
    await calm.breed(SLOTS + 1);
    const planned = calm.records.at(-1)!.slot;
    let arrived = 0;
    const house = show({
      params,
      generator: (real) =>
        beforePicture(real, () => {
          if (arrived === 0 && house.records.length === SLOTS) arrived = house.arrive(planned);
        }),
    });
    await house.breedUntil(() => house.records.length === SLOTS + 2);
    const late = house.records.at(-1)!;
    expect(late.creature).toBe(calm.records.at(-1)!.creature);
    expect(late.slot).not.toBe(planned);
    expect(late.recipe!.slot).toBe(late.slot);
    expect(house.stage.state().wall[planned]).toBe(arrived);
    expect(house.stage.state().wall[late.slot]).toBe(late.creature);
    expect(new Set(house.stage.state().wall).size).toBe(SLOTS);
  });

  test('by a smaller wall: the birth finds a place on it', async () => {
    const house = show({
      params: { ...params, columns: 6 },
      generator: (real) =>
        beforePicture(real, () => {
          if (house.records.length === 17)
            house.stage.tell({ type: 'param/turned', param: 'columns', value: 4 });
        }),
    });
    await house.breed(24);
    expect(house.records.slice(17).every((record) => record.slot < SLOTS)).toBe(true);
    expect(house.stage.state().wall).toHaveLength(SLOTS);
  });
});

describe('pauses', () => {
  test.each([
    ['a freeze', { type: 'freeze/set', on: 1 }, { type: 'freeze/set', on: 0 }],
    [
      'tempo 0',
      { type: 'param/turned', param: 'tempo', value: 0 },
      { type: 'param/turned', param: 'tempo', value: 2 },
    ],
  ] as const)('%s stops births, and is no lateness afterwards', async (_, stop, go) => {
    let stoppedAt = 0;
    let resumedAt = 0;
    const house = show({
      params: { tempo: 2 },
      onEntry: ({ event }) => {
        if (event.type !== 'creature/born' || stoppedAt > 0 || house.births().length < SLOTS + 5) return;
        stoppedAt = house.elapsed();
        house.stage.tell(stop);
      },
      onNap: (elapsedMs) => {
        if (stoppedAt === 0 || resumedAt > 0 || elapsedMs < stoppedAt + 15_000) return;
        resumedAt = elapsedMs;
        house.stage.tell(go);
      },
    });
    await house.breed(SLOTS + 14);
    const start = house.births()[0]!.at;
    const inPause = house.births().filter(({ at }) => at - start > stoppedAt && at - start < resumedAt);
    expect(resumedAt - stoppedAt).toBeGreaterThanOrEqual(15_000);
    expect(inPause).toEqual([]);
    expect(house.of('fault/raised')).toEqual([]);
  });

  test('a clock that is set back or forward a day neither stops births nor makes the machine slow', async () => {
    const DAY_MS = 86_400_000;
    const jumps = new Map([
      [SLOTS + 5, -DAY_MS],
      [SLOTS + 12, DAY_MS],
    ]);
    const house = show({
      params: { tempo: 2 },
      onNap: () => {
        const jumpMs = jumps.get(house.births().length) ?? 0;
        jumps.delete(house.births().length);
        house.spend(jumpMs);
      },
    });
    await house.breed(SLOTS + 22);
    expect(jumps.size).toBe(0);
    expect(house.elapsed()).toBeLessThan(20_000);
    expect(house.of('fault/raised')).toEqual([]);
  });

  test('a raised tempo is heard at once, not after the long interval before it', async () => {
    const house = show({
      params: { tempo: 0.1 },
      onNap: (elapsedMs) => {
        if (elapsedMs < 1000 || house.stage.state().params.tempo === 10) return;
        house.stage.tell({ type: 'param/turned', param: 'tempo', value: 10 });
      },
    });
    await house.breed(SLOTS + 2);
    expect(house.elapsed()).toBeLessThan(2000);
  });

  test('a killed child pauses births, which go on with the next', async () => {
    let killed = false;
    const house = show({
      params: { tempo: 10 },
      napMs: 2,
      onEntry: () => {
        if (killed || house.births().length < SLOTS + 3) return;
        killed = true;
        tiny.signal('SIGKILL');
      },
    });
    const { restarts } = tiny.generator.status();
    await house.breed(SLOTS + 8);
    expect(tiny.generator.status().restarts).toBe(restarts + 1);
    expect(house.of('fault/raised')).toEqual([]);
    expect(count(tiny.told, 'fault/cleared', 'generator-down')).toBeGreaterThan(0);
  });
});

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
