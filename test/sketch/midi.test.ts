import { describe, expect, test } from 'vitest';
import { forgotten, learnt, readMap, readMidi, valueAt } from '../../sketch/desk/midi-map.ts';

test.each<[number[], ReturnType<typeof readMidi>]>([
  [[0xb0, 74, 127], { control: 'cc 1/74', level: 1 }],
  [[0xbf, 1, 0], { control: 'cc 16/1', level: 0 }],
  [[0x99, 36, 127], { control: 'note 10/36', level: 1 }],
  [[0x99, 36, 0], null],
  [[0x89, 36, 64], null],
  [[0xf8], null],
  [[], null],
])('%j is %j', (bytes, expected) => expect(readMidi(Uint8Array.from(bytes))).toEqual(expected));

describe('the value of a parameter', () => {
  test.each([
    ['tempo', 0, 0],
    ['tempo', 1, 30],
    ['psi', 0.5, 0.75],
    ['columns', 0.5, 22],
    ['inbetween', 0, -1],
    ['transition', 0, 'crossfade'],
    ['transition', 1, 'dissolve'],
    ['transition', 0.5, 'mitosis'],
  ] as const)('%s at %s is %s', (name, level, value) => expect(valueAt(name, level)).toBe(value));

  test('is in whole steps', () => {
    for (let i = 0; i <= 127; i++)
      expect(Number(valueAt('tempo', i / 127)) * 10).toBeCloseTo(
        Math.round(Number(valueAt('tempo', i / 127)) * 10),
        6,
      );
  });
});

describe('learning', () => {
  test('a control turns one thing, and a thing is turned by one control', () => {
    const one = learnt({}, 'cc 1/1', 'tempo');
    expect(learnt(one, 'cc 1/1', 'psi')).toEqual({ 'cc 1/1': 'psi' });
    expect(learnt(one, 'cc 1/2', 'tempo')).toEqual({ 'cc 1/2': 'tempo' });
    expect(learnt(one, 'note 1/2', 'go')).toEqual({ 'cc 1/1': 'tempo', 'note 1/2': 'go' });
    expect(forgotten(one, 'tempo')).toEqual({});
  });

  test('what is kept and no longer known is left out', () => {
    expect(readMap('{"cc 1/1": "tempo", "cc 1/2": "gone", "note 1/3": "go", "cc 1/4": 7}')).toEqual({
      'cc 1/1': 'tempo',
      'note 1/3': 'go',
    });
    for (const text of [null, '', '[', 'null', '7']) expect(readMap(text)).toEqual({});
  });
});
