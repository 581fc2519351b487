import { Refusal } from '../show/ports.ts';

/** Letters that are written for others to get past a list. */
const ALIKE: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** Shorter words are refused only where they stand alone: many innocent names contain them. */
const SUBSTRING_FROM = 5;

/**
 * Throws a Refusal where `name` contains one of `words`, however it is spaced, accented or written with digits.
 * Scripts without spaces between words are searched as a whole.
 */
export function requireSpeakable(name: string, words: readonly string[]): void {
  const tokens = name.split(/[\s\p{P}]+/u).map(plain);
  const spelledOut = tokens.every((token) => [...token].length <= 1);
  const refused = words.map(plain).some((word) => {
    if (word === '') return false;
    if (spelledOut || /\p{Script=Han}/u.test(word)) return tokens.join('').includes(word);
    const long = [...word].length >= SUBSTRING_FROM;
    return tokens.some((token) => (long ? token.includes(word) : bare(token, word)));
  });
  if (refused)
    throw new Refusal(
      422,
      'name-refused',
      'The machine does not hang this name on a wall.',
      'Choose another one or leave it out; the machine will name you.',
    );
}

/** Lower case without marks, digits read as the letters they stand for, and no letter more than twice in a row. */
function plain(text: string): string {
  const letters = [...text.normalize('NFKD').toLowerCase()].map((letter) => ALIKE[letter] ?? letter);
  return letters
    .join('')
    .replace(/[^\p{L}]/gu, '')
    .replace(/(.)\1{2,}/gu, '$1');
}

function bare(token: string, word: string): boolean {
  return token === word || token === `${word}s` || token === `${word}er`;
}
