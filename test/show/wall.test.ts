import { expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { reduce } from '../../engine/show/reduce.ts';
import { seedAt } from '../../engine/show/seeds.ts';
import { initialState, type State } from '../../engine/show/state.ts';
import { rowsFor, slotForProfile } from '../../engine/show/wall.ts';

const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 20_000 };
const start = initialState({
  show: 'test',
  aspect: 16 / 9,
  params: { columns: 4 },
  scenes: { night: { brightness: 0.2, tempo: 0.5, columns: 6 } },
  cues: {},
  times,
  begin: 'both',
});

const after = (events: Event[], from: State = start) =>
  events.reduce((s, event, i) => reduce(s, event, i), from);
const born = (creature: number, slot: number, parentA = 0, parentB = 0): Event => ({
  type: 'creature/born',
  ...{ creature, slot, parentA, parentB, generation: 1, human: 0.5, machine: 0.25, cell: 0.25 },
});

test('a birth hangs the creature and forgets the one before', () => {
  const state = after([born(11, 2), born(12, 2, 11, 11)]);
  expect(state.wall[2]).toBe(12);
  expect(state.births).toBe(2);
  expect(Object.keys(state.specimens)).toEqual(['12']);
  expect(state.specimens['12']).toMatchObject({ parentA: 11, mix: [0.5, 0.25, 0.25], name: null });
});

test('a profile keeps its name when its creature hangs', () => {
  const state = after([{ type: 'profile/born', visit: 'v1', creature: 11, name: 'Ada' }, born(11, 0)]);
  expect(state.specimens['11']).toMatchObject({ name: 'Ada' });
});

test.each([
  ['dead', { type: 'creature/died', creature: 11, slot: 0 }],
  ['hidden', { type: 'creature/hidden', creature: 11 }],
  ['erased', { type: 'profile/erased', creature: 11 }],
] as const)('a %s creature leaves the wall', (_, event) => {
  const state = after([born(11, 0), event]);
  expect(state.wall[0]).toBeNull();
  expect(state.specimens).toEqual({});
});

test('a death told late does not take the successor', () => {
  const state = after([born(11, 0), born(12, 0), { type: 'creature/died', creature: 11, slot: 0 }]);
  expect(state.wall[0]).toBe(12);
});

test('the wall follows its columns and keeps who fits', () => {
  const wide = after([born(11, 0), born(12, 1), { type: 'param/turned', param: 'columns', value: 8 }]);
  expect(wide.wall).toHaveLength(8 * rowsFor(8, 16 / 9));
  expect(wide.wall.slice(0, 2)).toEqual([11, 12]);
  const recalled = after([{ type: 'scene/recalled', scene: 'night', morphMs: 0 }], wide);
  expect(recalled.wall).toHaveLength(6 * rowsFor(6, 16 / 9));
  const narrow = after([{ type: 'param/turned', param: 'columns', value: 4 }], wide);
  expect(narrow.wall).toHaveLength(start.wall.length);
});

test.each([
  ['brightness', 5, 1],
  ['brightness', -1, 0],
  ['columns', 7.4, 7],
  ['transition', 'scan', 'scan'],
])('%s turned to %s is held at %s', (param, value, expected) => {
  expect(after([{ type: 'param/turned', param, value }]).params).toMatchObject({ [param]: expected });
});

test.each([
  ['transition', 'explode'],
  ['transition', 3],
  ['brightness', Number.NaN],
  ['nonsense', 1],
  ['__proto__', 1],
])('%s turned to %s changes nothing', (param, value) => {
  expect(after([{ type: 'param/turned', param, value }]).params).toEqual(start.params);
});

test('devices and faults are kept once each, until cleared', () => {
  const fault = { code: 'osc-blocked', where: '9000' };
  const state = after([
    { type: 'device/linked', device: 'sim:board' },
    { type: 'device/lost', device: 'button', cause: 'unplugged' },
    { type: 'fault/raised', ...fault },
    { type: 'fault/raised', ...fault },
  ]);
  expect(state.devices).toEqual({
    board: { state: 'sim', cause: '' },
    button: { state: 'lost', cause: 'unplugged' },
  });
  expect(state.faults).toHaveLength(1);
  expect(after([{ type: 'fault/cleared', ...fault }], state).faults).toEqual([]);
});

test('seeds never meet and fit an OSC int', () => {
  const seen = new Set<number>();
  for (let number = 1; number <= 200_000; number++) seen.add(seedAt(77, number));
  expect(seen.size).toBe(200_000);
  for (const seed of seen) if (!(seed > 0 && seed < 2 ** 31)) expect.fail(`seed ${seed}`);
});

test('a profile takes an empty slot first, never another profile, never who it was mixed with', () => {
  const specimens = {
    1: { name: 'Ada' },
    2: { name: null },
    3: { name: null },
  } as unknown as State['specimens'];
  const picks = [0, 0.3, 0.6, 0.99].map((chance) => slotForProfile([1, 2, 3], specimens, 2, chance));
  expect(new Set(picks)).toEqual(new Set([2]));
  expect(slotForProfile([1, null, 3], specimens, 3, 0.5)).toBe(1);
});
