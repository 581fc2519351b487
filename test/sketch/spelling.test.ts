import { expect, test } from 'vitest';
import { isAtHand } from '../../sketch/wall/spelling.ts';

test.each([
  [null, true],
  ['', true],
  ['Zoë', true],
  ['Łukasz Ğ', true],
  ['Zoë 好', false],
  ['Женя', false],
  ['🙂', false],
])('the letters of %s are there without being fetched: %s', (name, is) => {
  expect(isAtHand(name)).toBe(is);
});
