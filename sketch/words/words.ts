import { computed, signal } from '@preact/signals';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { zh } from './zh.ts';

/** The languages of the visitors' pages; another is one more file and one more line here. */
export const languages = { en, de, fr, es, zh } satisfies Record<string, Words>;
export type Language = keyof typeof languages;

const known = Object.keys(languages) as Language[];

/** The language in use: the browser's where it is known, until the visitor chooses. */
export const language = signal<Language>(
  known.find((one) => navigator.languages.some((wanted) => wanted.startsWith(one))) ?? 'en',
);
export const words = computed<Words>(() => languages[language.value]);

/** Puts numbers into a sentence: `{n}`, and `{s}` seconds. */
export function filled(sentence: string, n: number, seconds = 0): string {
  return sentence.replace('{n}', String(n)).replace('{s}', String(seconds));
}

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  document.documentElement.lang = chosen;
}
