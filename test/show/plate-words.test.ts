import { expect, test } from 'vitest';
import { plateWords, remarksOf, translated } from '../../engine/show/plate-words.ts';
import type { Attribute } from '../../engine/show/record.ts';
import { attributeTable } from '../../engine/visit/attributes-table.ts';

const line = (name: string, value: string, unit = ''): Attribute => ({
  name,
  value,
  unit,
  guess: false,
  confidence: null,
});

test.each(['de', 'fr', 'es', 'zh'])('every row of the plate has its words in %s', (language) => {
  const { words } = plateWords(language);
  for (const row of attributeTable) {
    expect(words[row.name], row.name).toBeDefined();
    if ('words' in row) for (const word of row.words) expect(words[word], word).toBeDefined();
    else
      for (const remark of [row.low, row.high]) {
        expect(words[remark], remark).toContain('{value}');
        expect(words[remark], remark).toContain('{unit}');
      }
  }
});

test('an ancestry is told in the language, its numbers stay', () => {
  const told = line(
    'ancestry',
    '48 % human, 50 % machine, 2 % cell; out of No. 12, generation 3, 2 earlier visitors',
  );
  expect(translated(told, plateWords('de'))).toMatchObject({
    name: 'Abstammung',
    value: '48 % Mensch, 50 % Maschine, 2 % Zelle; aus Nr. 12, Generation 3, 2 frühere Besucher',
  });
  expect(translated(told, plateWords('en'))).toEqual(told);
});

test("an artist's own row shows as it is", () => {
  const own = line('smell', 'of rain', 'pH');
  expect(translated(own, plateWords('zh'))).toEqual(own);
});

test('a remark is told in the language with the value put in', () => {
  const { low } = attributeTable.find(({ name }) => name === 'top speed') as { low: string };
  const slow = { ...line('top speed', '0.4', 'km/h'), remark: low };
  expect(remarksOf([line('fuel', 'agar'), translated(slow, plateWords('de'))])).toEqual([
    'Mit 0.4 km/h von Moos überholt, und zufrieden damit.',
  ]);
});
