import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../engine/show/config.ts';

const classifier = (name: string, more = {}) => ({ name, model: 'own.onnx', labels: ['a', 'b'], ...more });
const visit = (given: object) => parseConfig({ visit: given });

describe('presets of the visit', () => {
  test('fictional only guesses nothing of a person, by whatever network', () => {
    const classifiers = [classifier('hat', { sees: 'face' }), classifier('mood of the pump')];
    const { config } = visit({ fictionalOnly: true, guesses: ['age'], classifiers });
    expect(config?.visit.guesses).toEqual([]);
    expect(config?.visit.classifiers.map(({ name }) => name)).toEqual(['mood of the pump']);
    expect(config?.visit.approval).toBe(false);
    expect(config?.archive.retentionDays).toBe(0);
  });

  test.each([
    [undefined, 1],
    [0, 1],
    [30, 1],
    [0.25, 0.25],
  ])('a school is one switch: fictional only, after approval, %s days become %s', (retentionDays, days) => {
    const archive = retentionDays === undefined ? {} : { retentionDays };
    const { config } = parseConfig({ visit: { education: true }, archive });
    expect(config?.visit).toMatchObject({ guesses: [], fictionalOnly: true, approval: true });
    expect(config?.archive.retentionDays).toBe(days);
  });

  test('nothing is preset by default', () => {
    const { config } = visit({});
    expect(config?.visit.guesses).toEqual(['age', 'gender', 'expression', 'proportions']);
    expect(config?.visit).toMatchObject({ fictionalOnly: false, approval: false, minAge: 18 });
  });
});

describe('sensors', () => {
  const sensor = { name: 'door', kind: 'ultrasonic', pin: 7 };
  test('are looked at each for itself, against fixed distances, unless told otherwise', () => {
    const { config } = parseConfig({ board: { sensors: [sensor] } });
    expect(config?.fusion).toEqual({ mode: 'any', threshold: 1 });
    expect(config?.boards).toMatchObject([
      {
        name: 'board',
        sensors: [{ nearCm: 120, farCm: 160, marginCm: 0, weight: 1 }],
      },
    ]);
    expect(config?.archive.traceDays).toBe(3);
  });

  test.each([
    [{ fusion: { mode: 'some' } }, 'board.fusion.mode'],
    [{ fusion: { mode: 'weighted', threshold: 0 } }, 'board.fusion.threshold'],
    [{ sensors: [{ ...sensor, weight: -1 }] }, 'board.sensors.0.weight'],
    [{ sensors: [{ ...sensor, marginCm: -5 }] }, 'board.sensors.0.marginCm'],
    [{ sensors: [sensor, sensor] }, 'board.sensors.1.name'],
    [{ sensors: [sensor, { ...sensor, name: 'room' }], fusion: { mode: 'all' } }, 'board.sensors.1.name'],
  ])('%j is a fault at %s', (board, path) => {
    expect(parseConfig({ board }).faults.map((fault) => fault.path)).toEqual([path]);
  });
});

describe('names of own attributes', () => {
  test.each([
    ...['ethnicity', 'Race', 'country of origin', 'religion', 'Religionszugehörigkeit', 'orientation'],
    ...[
      'ethnische Herkunft',
      'origine',
      'etnia',
      'opinión política',
      '种族',
      'Nationalität',
      'sexual orientation',
    ],
  ])('"%s" is refused', (name) => {
    const { faults } = visit({ classifiers: [classifier(name)] });
    expect(faults).toMatchObject([{ path: 'visit.classifiers.0.name' }]);
  });

  test.each(['hallucination', 'originality of the gears', 'traces of oil', 'grace', 'Terrasse', 'embrace'])(
    '"%s" is allowed',
    (name) => {
      expect(visit({ classifiers: [classifier(name)] }).faults).toEqual([]);
    },
  );

  test('each has its own', () => {
    const { faults } = visit({ classifiers: [classifier('hat'), classifier('shoe'), classifier('hat')] });
    expect(faults).toMatchObject([{ path: 'visit.classifiers.2.name' }]);
  });
});

test('a filter of an OSC target that is no event is named', () => {
  const target = (only: string[]) => ({ osc: { targets: [{ host: 'light', port: 7000, only }] } });
  expect(parseConfig(target(['creature/*', 'profile/born'])).faults).toEqual([]);
  const { faults } = parseConfig(target(['creature/*', 'creatures/*', '*', 'profile/burn']));
  expect(faults.map(({ path, what }) => [path, what])).toEqual([
    ['osc.targets.0.only', '"creatures/*" is no event'],
    ['osc.targets.0.only', '"*" is no event'],
    ['osc.targets.0.only', '"profile/burn" is no event'],
  ]);
});

describe('hours', () => {
  const hours = { open: '10:00', close: '18:00' };
  test('are every day, dim and without a restart, unless told otherwise', () => {
    const { config } = parseConfig({ hours });
    expect(config?.hours).toMatchObject({ restart: null, look: { brightness: 0.25, tempo: 0, volume: 0 } });
    expect(config?.hours?.days).toHaveLength(7);
    expect(parseConfig({}).config?.hours).toBeNull();
    const except = { thu: { open: '20:00', close: '02:00' }, '2028-02-29': null };
    expect(parseConfig({ hours: { ...hours, except, restart: '04:30' } }).faults).toEqual([]);
  });

  test.each([
    [{ open: '25:00' }, 'hours.open'],
    [{ close: '10:00' }, 'hours.close'],
    [{ days: ['tuesday'] }, 'hours.days.0'],
    [{ days: [] }, 'hours.days'],
    [{ restart: '4:30' }, 'hours.restart'],
    [{ look: { columns: 4 } }, 'hours.look.columns'],
    [{ look: { brightness: 2 } }, 'hours.look.brightness'],
    [{ except: { '2027-02-29': null } }, 'hours.except.2027-02-29'],
    [{ except: { thu: { open: '10:00', close: '10:00' } } }, 'hours.except.thu.close'],
  ])('%j is a fault at %s', (more, path) => {
    const { faults } = parseConfig({ hours: { ...hours, ...more } });
    expect(faults.map((fault) => fault.path)).toEqual([path]);
    expect(faults[0]?.remedy).not.toBe('');
  });
});
