import { de } from './plates/de.ts';
import { en } from './plates/en.ts';
import { es } from './plates/es.ts';
import { fr } from './plates/fr.ts';
import type { PlateWords } from './plates/plate.ts';
import { zh } from './plates/zh.ts';
import type { Attribute } from './record.ts';

const plates: Readonly<Record<string, PlateWords>> = { en, de, fr, es, zh };

/** A language's words; the English ones where it is not known. */
export function plateWords(language: string): PlateWords {
  return Object.hasOwn(plates, language) ? plates[language]! : en;
}

/** What the machine remarks about these attributes, with their values put in; they may be translated. */
export function remarksOf(attributes: readonly Attribute[]): string[] {
  return attributes.flatMap(({ remark, value, unit }) =>
    remark === undefined ? [] : [remark.replaceAll('{value}', value).replaceAll('{unit}', unit)],
  );
}

/** The attribute in these words; numbers, guesses and confidence stay. */
export function translated(attribute: Attribute, { words }: PlateWords): Attribute {
  const word = (text: string) => (Object.hasOwn(words, text) ? words[text]! : text);
  // A value of several words, such as the ancestry: each known one is replaced.
  const phrase = (text: string) => text.replace(/out of No\.|[a-z][a-z ]*[a-z]/g, word);
  const { name, value, unit } = attribute;
  const known = word(value);
  const told = { name: word(name), value: known === value ? phrase(value) : known, unit: word(unit) };
  if (attribute.remark === undefined) return { ...attribute, ...told };
  return { ...attribute, ...told, remark: word(attribute.remark) };
}
