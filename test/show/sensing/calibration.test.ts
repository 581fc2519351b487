import { describe, expect, test } from 'vitest';
import type { Event } from '../../../engine/show/events.ts';
import { reduce } from '../../../engine/show/reduce.ts';
import { MAX_VERSIONS, setupOf } from '../../../engine/show/sensing/calibration.ts';
import { differences } from '../../../engine/show/sensing/differences.ts';
import { drifted, startDrift } from '../../../engine/show/sensing/drift.ts';
import { createStage } from '../../../engine/show/stage.ts';
import { initialState, type State } from '../../../engine/show/state.ts';

const one = { nearCm: 100, farCm: 120, dwellMs: 1000, leaveMs: 2000, marginCm: 0, weight: 1 };
const board = {
  sensors: [
    { name: 'door', kind: 'ultrasonic', ...one },
    { name: 'window', kind: 'infrared', ...one, nearCm: 60, farCm: 70 },
  ],
};
const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 };
const start = initialState({
  show: 't',
  aspect: 1,
  params: {},
  scenes: {},
  cues: {},
  times,
  begin: 'both',
  boards: [board],
});
const told = (...events: Event[]) => events.reduce((state, event, i) => reduce(state, event, i), start);
const setup = ({ calibration }: State) => setupOf(calibration.config, calibration.set);
const set = (sensor: string, name: string, value: number): Event => ({
  type: 'threshold/set',
  sensor,
  name,
  value,
});
const save = (version: number): Event => ({ type: 'calibration/saved', version, by: 'desk Ada' });
const revert = (version: number): Event => ({ type: 'calibration/reverted', version, by: 'desk' });
const moved = (sensor: string, baselineCm: number): Event => ({ type: 'baseline/moved', sensor, baselineCm });

test('what is set lies over the configuration', () => {
  const state = told(set('door', 'nearCm', 90), { type: 'fusion/set', mode: 'weighted', threshold: 1.5 });
  expect(setup(state)).toEqual({
    sensors: { door: { ...one, nearCm: 90 }, window: { ...one, nearCm: 60, farCm: 70 } },
    fusion: { mode: 'weighted', threshold: 1.5 },
  });
  expect(state.calibration.kinds).toEqual({ door: 'ultrasonic', window: 'infrared' });
});

test.each<[string, Event]>([
  ['an unknown threshold', set('door', 'toString', 5)],
  ['one out of range', set('door', 'nearCm', 5000)],
  ['one that is no number', set('door', 'nearCm', Number.NaN)],
  ['a name that is none', set('__proto__', 'nearCm', 90)],
  ['an unknown fusion', { type: 'fusion/set', mode: 'some', threshold: 1 }],
  ['a threshold of nothing', { type: 'fusion/set', mode: 'all', threshold: 0 }],
  ['a version that is not there', revert(4)],
  ['a room behind the sensor', moved('door', -1)],
])('%s changes nothing', (_, event) => {
  expect(told(event).calibration).toEqual(start.calibration);
});

describe('versions', () => {
  test('are kept with who and when, and gone back to', () => {
    const state = told(
      moved('door', 300),
      set('door', 'nearCm', 90),
      save(1),
      set('door', 'nearCm', 80),
      save(2),
    );
    expect(state.calibration.versions).toMatchObject([
      { version: 1, at: 2, by: 'desk Ada', baselines: { door: 300 }, sensors: { door: { nearCm: 90 } } },
      { version: 2, at: 4, sensors: { door: { nearCm: 80 } } },
    ]);
    const [first, second] = state.calibration.versions;
    expect(differences(first!, second!)).toEqual([{ sensor: 'door', name: 'nearCm', was: 90, is: 80 }]);
    const back = reduce(state, revert(1), 9);
    expect([setup(back).sensors.door!.nearCm, back.calibration.current]).toEqual([90, 1]);
    expect(setup(reduce(back, revert(0), 10))).toEqual(setup(start));
  });

  test('a version is written once', () => {
    const state = told(save(1), set('door', 'nearCm', 80));
    expect(reduce(state, save(1), 9)).toEqual(state);
  });

  test('no more than fifty are kept, the newest', () => {
    const state = told(...Array.from({ length: 60 }, (_, i) => save(i + 1)));
    expect(state.calibration.versions).toHaveLength(MAX_VERSIONS);
    expect(state.calibration.versions.at(-1)!.version).toBe(60);
  });

  test('differences name the fusion and sensors that one side does not have', () => {
    const other = {
      sensors: { door: setup(start).sensors.door! },
      fusion: { mode: 'all', threshold: 1 } as const,
    };
    const found = differences(setup(start), other);
    expect(found).toContainEqual({ sensor: '', name: 'mode', was: 'any', is: 'all' });
    expect(found).toContainEqual({ sensor: 'window', name: 'nearCm', was: 60, is: null });
    expect(differences(other, other)).toEqual([]);
  });
});

describe('drift', () => {
  test.each<[string, Event[], string[], string[]]>([
    ['is none before a calibration is kept', [moved('door', 300), moved('door', 100)], [], []],
    ['is none within the bound', [moved('door', 300), save(1), moved('door', 272)], [], []],
    ['is a room that moved', [moved('door', 300), save(1), moved('door', 268)], [], ['door']],
    ['is over only well within it', [moved('door', 300), save(1), moved('door', 275)], ['door'], ['door']],
    ['is over', [moved('door', 300), save(1), moved('door', 282)], ['door'], []],
    ['is a room that is not seen any more', [moved('door', 300), save(1), moved('door', 0)], [], ['door']],
    ['of a near room has a bound of its own', [moved('window', 70), save(1), moved('window', 84)], [], []],
    ['of a sensor that is gone is none', [moved('gone', 300), save(1), moved('gone', 100)], [], []],
    [
      'is none after a new calibration',
      [moved('door', 300), save(1), moved('door', 200), save(2)],
      ['door'],
      [],
    ],
    [
      'is judged by the version that was gone back to',
      [moved('door', 300), save(1), moved('door', 200), save(2), revert(1)],
      [],
      ['door'],
    ],
  ])('%s', (_, events, before, found) => {
    expect(drifted(told(...events).calibration, before)).toEqual(found);
  });

  test('is a fault until it is over or a calibration is kept', () => {
    const stage = createStage({
      state: start,
      revision: 0,
      now: () => 0,
      journal: () => {},
      onError: (error) => {
        throw error;
      },
    });
    startDrift(stage);
    const faults = () => stage.state().faults.map(({ code, where }) => `${code} ${where}`);
    for (const event of [moved('door', 300), save(1), moved('door', 200)]) stage.tell(event);
    expect(faults()).toEqual(['sensor-drifted door']);
    stage.tell(moved('door', 295));
    expect(faults()).toEqual([]);
    stage.tell(moved('door', 200));
    stage.tell(save(2));
    expect(faults()).toEqual([]);
  });
});
