import { describe, expect, test } from 'vitest';
import { paramNames } from '../../engine/show/params.ts';
import { initialState } from '../../engine/show/state.ts';
import { askedBy, eventsOf } from '../../hardware/osc/contract.ts';
import { unpackMessage } from '../../hardware/osc/message.ts';
import { namesMatching } from '../../hardware/osc/pattern.ts';
import { packRaw } from './raw-osc.ts';

const NAMES = ['tempo', 'psi', 'mutation', 'machine', 'a', ''];

describe('address patterns', () => {
  test.each<[string, string[] | null]>([
    ['*', NAMES],
    ['m*', ['mutation', 'machine']],
    ['*i*', ['psi', 'mutation', 'machine']],
    ['*o', ['tempo']],
    ['?', ['a']],
    ['???', ['psi']],
    ['[mt]*', ['tempo', 'mutation', 'machine']],
    ['[a-m]*', ['mutation', 'machine', 'a']],
    ['[!a-m]*', ['tempo', 'psi']],
    ['[-p]si', ['psi']],
    ['{tempo,psi}', ['tempo', 'psi']],
    ['{te,mu}{mpo,tation}', ['tempo', 'mutation']],
    ['{t,m}*[on]', ['tempo', 'mutation']],
    ['x*', []],
    ['{tempo', null],
    ['tempo}', null],
    ['[te', null],
    ['te]', null],
    ['{a{b,c}}', null],
    ['{a,b}{a,b}{a,b}{a,b}{a,b}', null],
  ])('%s', (pattern, expected) => {
    expect(namesMatching(pattern, NAMES)).toEqual(expected);
  });

  test('a pattern of many stars is answered', () => {
    const name = 'a'.repeat(2000);
    // Going back to every star would take longer than the world has existed.
    expect(namesMatching(`${'*a'.repeat(25)}*b`, [name])).toEqual([]);
  });
});

describe('a message with a pattern', () => {
  const opening = { show: 't', aspect: 1, params: {}, scenes: { night: {} }, cues: {}, directions: [] };
  const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 };
  const state = initialState({ ...opening, times, begin: 'both' as const });

  test('turns every parameter that it means, each within its range', () => {
    const message = unpackMessage(packRaw('/mishmash/param/{human,cell,psi}', 7))!;
    expect(eventsOf(message, state)).toEqual([
      { type: 'param/turned', param: 'psi', value: 1.5 },
      { type: 'param/turned', param: 'human', value: 1 },
      { type: 'param/turned', param: 'cell', value: 1 },
    ]);
  });

  test('a number for all leaves choices as they are', () => {
    const events = eventsOf(unpackMessage(packRaw('/mishmash/param/*', 0.5))!, state);
    expect(events).toHaveLength(paramNames.length - 1);
    expect(events).not.toContainEqual(expect.objectContaining({ param: 'transition' }));
  });

  test.each(['/mishmash/*', '/mishmash/scene/*', '/*/param/psi', '/mishmash/param/*/x'])(
    '%s is none: a star reaches parameters only',
    (address) => {
      expect(unpackMessage(packRaw(address, 1))).toBeNull();
    },
  );

  test('without a value asks for those that are there', () => {
    expect(askedBy(unpackMessage(packRaw('/mishmash/param/p*'))!)).toEqual(['param/psi']);
    expect(askedBy(unpackMessage(packRaw('/mishmash/param/*'))!)).toHaveLength(paramNames.length);
    expect(askedBy(unpackMessage(packRaw('/mishmash/blackout'))!)).toEqual(['blackout']);
    expect(askedBy(unpackMessage(packRaw('/mishmash/param/psi', 1))!)).toBeNull();
    expect(askedBy(unpackMessage(packRaw('/mishmash/param/nothing'))!)).toBeNull();
  });
});
