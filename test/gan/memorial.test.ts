import { expect, test } from 'vitest';
import { hatchery, SLOTS } from './hatchery.ts';

const { show } = hatchery();

test('in a memorial visitors come back one a beat in the place of the others, and nobody is born', async () => {
  const nursery = show({ params: { tempo: 2, memorial: 1 } });
  const { stage, of } = nursery;
  await nursery.breed(SLOTS);
  const visitors = [1, 3, 5].map((slot) => nursery.arrive(slot));
  const hidden = nursery.arrive(6);
  stage.tell({ type: 'creature/hidden', creature: hidden });
  // They are pushed off the wall, as they are in a long night.
  for (const creature of visitors)
    stage.tell({ type: 'creature/died', creature, slot: stage.state().wall.indexOf(creature) });
  const hanging = () => visitors.filter((creature) => stage.state().wall.includes(creature));
  expect(hanging()).toEqual([]);
  await nursery.breedUntil(
    () => of('profile/recalled').length === visitors.length && !stage.state().wall.includes(null),
  );
  expect(hanging()).toEqual(visitors);
  expect(of('profile/recalled').map(({ creature }) => creature)).not.toContain(hidden);
  for (const creature of visitors)
    expect(stage.state().specimens[creature]).toMatchObject({ name: 'Ada', bornAt: 0 });
  expect(nursery.library.ancestor(visitors[0]!)!.visitor).toBe(true);
});

test('where every visitor hangs the wall rests', async () => {
  let naps = 0;
  const nursery = show({ params: { tempo: 10, memorial: 1 }, onNap: () => void naps++ });
  await nursery.breed(SLOTS);
  const visitor = nursery.arrive(2);
  const before = nursery.stage.state().wall;
  const until = naps + 200;
  await nursery
    .breedUntil(() => {
      throw new Error('unreachable');
    })
    .catch(() => {});
  expect(nursery.stage.state().wall).toEqual(before);
  expect(before[2]).toBe(visitor);
  expect(naps).toBeGreaterThan(until);
});
