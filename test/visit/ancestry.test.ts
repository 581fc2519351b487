import { expect, test } from 'vitest';
import { house, request, yes } from './house.ts';
import { memoryShow } from './memory-show.ts';

test('reads how many visitors its mate descends from, four generations up', async () => {
  const { visits, records } = house({ show: memoryShow({ creatures: 1 }) });
  const [mate] = records.values();
  const profile = { visit: 'v', code: 'c', name: 'Elder', mishmashedWith: 0, attributes: [], consent: yes };
  // A visitor in every generation above but the first.
  for (let above = 1; above <= 6; above++)
    records.set(above, {
      ...mate!,
      creature: above,
      parentA: above + 1,
      profile: above > 1 ? profile : null,
    });
  records.set(mate!.creature, { ...mate!, parentA: 1 });
  const { profile: read } = await visits.visit(await request());
  const ancestry = read.attributes.find(({ name }) => name === 'ancestry')!.value;
  expect(ancestry).toMatch(`out of No. ${mate!.creature}, generation 3, 3 earlier visitors`);
});
