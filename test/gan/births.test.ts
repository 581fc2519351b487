import { describe, expect, test } from 'vitest';
import type { Library } from '../../engine/show/ports.ts';
import { beforePicture, hatchery, SLOTS } from './hatchery.ts';

const { show } = hatchery();

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

  test('where the machine is late the next is drawn while the last is being kept', async () => {
    let keeping = 0;
    let beside = 0;
    const house = show({
      params: { tempo: 30 },
      generator: (real) =>
        beforePicture(real, () => {
          house.spend(100);
          beside += keeping;
        }),
      library: (real) => ({
        ...real,
        async keepPicture(...args) {
          keeping += 1;
          await new Promise((resolve) => setTimeout(resolve, 50));
          await real.keepPicture(...args);
          keeping -= 1;
        },
      }),
    });
    await house.breed(SLOTS + 6);
    expect(beside).toBeGreaterThanOrEqual(SLOTS - 2 + 4);
    expect(new Set(house.records.map(({ creature }) => creature)).size).toBe(SLOTS + 6);
    expect(house.records.slice(0, SLOTS).map(({ slot }) => slot)).toEqual([...Array(SLOTS).keys()]);
  });

  test('creatures of a generator that was replaced hang on without breeding', async () => {
    const old = (library: Library) => ({
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
    let shrunkAfter = 0;
    const house = show({
      params: { ...params, columns: 6 },
      generator: (real) =>
        beforePicture(real, () => {
          if (shrunkAfter > 0 || house.records.length < 17) return;
          shrunkAfter = house.records.length;
          house.stage.tell({ type: 'param/turned', param: 'columns', value: 4 });
        }),
    });
    await house.breed(24);
    expect(house.records.slice(shrunkAfter).every((record) => record.slot < SLOTS)).toBe(true);
    expect(house.stage.state().wall).toHaveLength(SLOTS);
  });
});
