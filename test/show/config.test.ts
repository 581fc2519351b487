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
