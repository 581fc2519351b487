import { expect, test } from 'vitest';
import { MAX_GRAPHEMES, readName } from '../../engine/visit/name.ts';
import { serve, visitForm } from '../web/server.ts';
import { scripts } from './scripts.ts';

const CONTROLS = [
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ue000',
  '\ud800',
];
const UNSEEN = /[\p{Cc}\p{Co}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

test('a name in any script, with a control character at every place, is that name', () => {
  expect(scripts.length).toBeGreaterThan(60);
  for (const name of scripts) {
    const clean = readName(name);
    expect(clean).toBe(name.normalize('NFC'));
    for (const control of CONTROLS) {
      // An escape's letters are letters; a separator of lines is a space.
      const units = [...name];
      for (let at = 0; at <= units.length; at++) {
        const read = readName([...units.slice(0, at), control, ...units.slice(at)].join(''));
        expect(UNSEEN.test(read)).toBe(false);
        expect(read.replace('[31m', '').replaceAll(' ', '')).toBe(clean.replaceAll(' ', ''));
      }
    }
  }
});

test('nothing but unseen characters is no name, a tower of marks does not climb', () => {
  for (const control of [...CONTROLS, '\u200b', '\u2060', '\u034f\u200d', '\u3164'])
    expect([control, [...graphemes.segment(readName(control.replace('[31m', '')))].length <= 1]).toEqual([
      control,
      true,
    ]);
  expect(readName(`a${'\u0301\u0323'.repeat(500)}`).length).toBeLessThan(8);
  for (const text of [
    '<script>alert(1)</script>',
    "'; DROP TABLE profiles; --",
    '{{name}}',
    '%s%n',
    '__proto__',
  ])
    expect(readName(text)).toBe(text);
  expect([...graphemes.segment(readName('\u0bb5\u0ba3'.repeat(20)))].length).toBeLessThanOrEqual(
    MAX_GRAPHEMES,
  );
});

test('a visitor of every script is told their own name, by event, record and state alike', async () => {
  const { post, call, stage, errors } = await serve();
  for (const name of scripts.filter((_, i) => i % 7 === 0)) {
    const { status, body } = await post(await visitForm({ name }));
    expect([name, status]).toEqual([name, 201]);
    const clean = name.normalize('NFC');
    expect(body.profile.name).toBe(clean);
    expect((await call('GET', `/api/profiles/${body.code}`)).body.profile.name).toBe(clean);
    expect(stage.state().specimens[body.creature.id]?.name).toBe(clean);
  }
  expect(errors).toEqual([]);
});
