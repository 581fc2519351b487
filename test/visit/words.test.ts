import { expect, test } from 'vitest';
import { configSchema } from '../../engine/show/config-schema.ts';
import { CODE_ALPHABET, CODE_LENGTH, newCode } from '../../engine/visit/code.ts';
import { machineName, readName } from '../../engine/visit/name.ts';
import { requireSpeakable } from '../../engine/visit/refused.ts';

test('a name keeps its script and loses what cannot be seen', () => {
  expect(readName('  Ada\n Lovelace ')).toBe('Ada Lovelace');
  expect(readName('evil\u202egnp.\u0000exe\u0007')).toBe('evilgnp.exe');
  expect(readName('e\u0301')).toBe('\u00e9');
  for (const name of [
    '\u674e\u5c0f\u9f99',
    '\u0645\u0631\u06cc\u0645\u200c\u0647\u0627',
    '\u0928\u092e\u0938\u094d\u0924\u0947',
    '\ud83d\udc69\u200d\ud83d\udd2c',
  ])
    expect(readName(name)).toBe(name);
  expect(readName('\u200d\u200c \u2060')).toBe('');
  expect(readName('a\ud800b')).toBe('ab');
});

test('the limit counts what a reader counts', () => {
  const family = '\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67';
  expect(readName(family.repeat(20))).toBe(family.repeat(20));
  expect(readName('x'.repeat(40))).toHaveLength(40);
  expect(() => readName('x'.repeat(41))).toThrow(/40/);
  expect(() => readName('x'.repeat(100_000))).toThrow(/40/);
  expect(readName(`Z${'\u0316'.repeat(60)}`).length).toBeLessThan(8);
});

test('the machine names whoever has no name, the same way each time', () => {
  const names = Array.from({ length: 200 }, (_, seed) => machineName(seed));
  expect(names).toEqual(names.map((_, seed) => machineName(seed)));
  expect(new Set(names).size).toBeGreaterThan(100);
  for (const name of names) expect(readName(name)).toBe(name);
});

test('a code has 60 bits at least and no letter that looks like another', () => {
  expect(CODE_LENGTH * Math.log2(CODE_ALPHABET.length)).toBeGreaterThan(60);
  for (const alike of ['0O', '1IL', '2Z', '5S', '8B', 'UV'])
    expect([...alike].filter((letter) => CODE_ALPHABET.includes(letter)).length).toBeLessThan(2);
  const codes = new Set(Array.from({ length: 2000 }, newCode));
  expect(codes.size).toBe(2000);
  for (const code of codes) expect(code).toMatch(new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`));
});

const { refusedWords } = configSchema.parse({}).visit;

test.each([
  'fuck',
  'FUCK you',
  'f u c k',
  'Fuuuuuck',
  'sh1t',
  'Adolf Hitler',
  'h.i.t.l.e.r',
  'ENCUL\u00c9',
  'encule\u0301',
  'xArschlochx',
  '\u6211\u64cd\u4f60',
])('the name %s is not hung', (name) => {
  expect(() => requireSpeakable(readName(name), refusedWords)).toThrow(/does not hang/);
});

test.each([
  'Ada',
  'Scunthorpe',
  'Heilwig',
  'Shitara Yuki',
  'Nazim',
  'Amputation',
  '\u674e\u5c0f\u9f99',
  'Zo\u00eb \u597d',
  '',
  '007',
])('the name %s is', (name) => {
  expect(() => requireSpeakable(readName(name), refusedWords)).not.toThrow();
});
