import { describe, expect, test } from 'vitest';
import { panicFacts, scenesOf } from '../../engine/show/desk-told.ts';
import type { Event } from '../../engine/show/events.ts';
import { reduce } from '../../engine/show/reduce.ts';
import { initialState, type State } from '../../engine/show/state.ts';

const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 };
const night = { brightness: 0.2 };
const start: State = {
  ...initialState({
    show: 'test',
    aspect: 16 / 9,
    params: { columns: 4, tempo: 2 },
    scenes: { night },
    cues: { open: { scene: 'night', morphMs: 0 }, climax: { morphMs: 0 }, sleep: { morphMs: 0 } },
    times,
    begin: 'both',
    directions: ['facing', 'grain'],
  }),
  open: true,
};
const born = (creature: number, slot: number): Event => {
  const kin = { parentA: 0, parentB: 0, generation: 0 };
  return { type: 'creature/born', creature, slot, ...kin, human: 1, machine: 0, cell: 0 };
};
const told = (events: Event[], from: State = start) =>
  events.reduce((state, event) => reduce(state, event, 50), from);
const hanging = told([born(11, 0), born(12, 1), born(13, 2), born(14, 3)]);
const turn = (param: string, value: number): Event => ({ type: 'param/turned', param, value });
const pin = (creature: number, on = 1): Event => ({ type: 'creature/pinned', creature, on });
const save = (scene: string): Event => ({ type: 'scene/saved', scene });

describe('scenes made at the desk', () => {
  test('hold every value as it is then, can be recalled, saved over and dropped', () => {
    const saved = told([turn('tempo', 7), save('storm'), turn('tempo', 1)]);
    expect(saved.scenes.storm).toMatchObject({ tempo: 7, columns: 4 });
    expect(told([{ type: 'scene/recalled', scene: 'storm', morphMs: 0 }], saved).params.tempo).toBe(7);
    const again = told([save('storm')], saved);
    expect([again.scenes.storm?.tempo, again.desk.saved]).toEqual([1, ['storm']]);
    expect(told([{ type: 'scene/dropped', scene: 'storm' }], saved).scenes).toEqual({ night });
  });

  test('in the middle of a morph hold what is seen', () => {
    const morph: Event = { type: 'scene/recalled', scene: 'night', morphMs: 100 };
    const half = reduce(reduce(start, morph, 0), save('dusk'), 50);
    expect(half.scenes.dusk?.brightness).toBeCloseTo(0.6);
  });

  test.each(['night', '', ' storm', '../x', '__proto__', 'a'.repeat(41)])('"%s" is not saved', (scene) => {
    expect(told([save(scene)])).toEqual(start);
  });

  test('come back beside those of the configuration, which win', () => {
    const was = told([save('storm')]);
    expect(Object.keys(scenesOf({ day: {} }, was))).toEqual(['day', 'storm']);
    const mine = { brightness: 1 };
    expect(scenesOf({ storm: mine }, was)).toEqual({ storm: mine });
    expect(scenesOf({}, { ...was, desk: { ...was.desk, saved: [] } })).toEqual({});
  });

  test('a scene of the configuration is not dropped', () => {
    expect(told([{ type: 'scene/dropped', scene: 'night' }])).toEqual(start);
  });
});

test('GO goes down the list and says what is next; another can be chosen', () => {
  const fire = (cue: string): Event => ({ type: 'cue/fired', cue });
  expect(start.desk.next).toBe('open');
  expect(told([fire('open')]).desk).toMatchObject({ next: 'climax', firedAt: 50 });
  expect(told([fire('sleep')]).desk.next).toBeNull();
  expect(told([fire('sleep'), { type: 'cue/armed', cue: 'climax' }]).desk.next).toBe('climax');
  expect(told([fire('none'), { type: 'cue/armed', cue: 'none' }])).toEqual(start);
});

test('a locked desk keeps its values, whoever turns them, and nothing else stops', () => {
  const locked = told([{ type: 'lock/set', on: 1 }], hanging);
  const tries: Event[] = [
    turn('tempo', 9),
    { type: 'scene/recalled', scene: 'night', morphMs: 0 },
    save('x'),
  ];
  expect(told(tries, locked)).toEqual(locked);
  expect(told([{ type: 'blackout/set', on: 1 }, born(15, 4)], locked)).toMatchObject({
    blackout: true,
    births: 5,
  });
  expect(told([{ type: 'lock/set', on: 0 }, turn('tempo', 9)], locked).params.tempo).toBe(9);
});

describe('creatures', () => {
  test('are pinned while they hang, and never more than half of the wall', () => {
    expect(told([pin(11), pin(99)], hanging).desk.pinned).toEqual([11]);
    expect(told([pin(11), pin(12), pin(11, 0)], hanging).desk.pinned).toEqual([12]);
    const half = Math.floor(hanging.wall.length / 2);
    const full = Array.from({ length: hanging.wall.length }, (_, slot) => born(100 + slot, slot));
    const all = told([...full, ...full.map((_, slot) => pin(100 + slot))], start);
    expect(all.desk.pinned).toHaveLength(half);
  });

  test.each<[string, Event]>([
    ['hidden', { type: 'creature/hidden', creature: 12 }],
    ['erased', { type: 'profile/erased', creature: 12 }],
    ['replaced', born(20, 1)],
    ['dead', { type: 'creature/died', creature: 12, slot: 1 }],
  ])('who is %s is neither pinned nor bred from', (_, event) => {
    const wanted = told([pin(12), { type: 'creature/favoured', creature: 12 }], hanging);
    expect(wanted.desk).toMatchObject({ pinned: [12], favoured: 12 });
    const gone = told([event], wanted).desk;
    expect(gone).toMatchObject({ pinned: [], favoured: null });
  });
});

test('directions are steered along within bounds, and let go of at 0', () => {
  const steer = (direction: string, value: number): Event => ({
    type: 'direction/steered',
    direction,
    value,
  });
  expect(told([steer('grain', 99), steer('facing', -1)]).desk.steer).toEqual({ grain: 3, facing: -1 });
  expect(told([steer('grain', 2), steer('grain', 0)]).desk.steer).toEqual({});
  expect(told([steer('none', 2), steer('grain', Number.NaN)]).desk.steer).toEqual({});
});

test('panic brings the known look back, from a locked, dark and still desk too', () => {
  const wild = told([
    turn('tempo', 30),
    turn('psi', 1.5),
    { type: 'direction/steered', direction: 'grain', value: 3 },
    { type: 'scene/recalled', scene: 'night', morphMs: 0 },
    { type: 'blackout/set', on: 1 },
    { type: 'freeze/set', on: 1 },
    { type: 'lock/set', on: 1 },
  ]);
  const calm = told(panicFacts(wild), wild);
  expect(calm.params).toEqual(start.params);
  expect(calm).toMatchObject({ blackout: false, freeze: false });
  expect(calm.desk).toMatchObject({ locked: false, steer: {} });
});
