import { expect, test } from 'vitest';
import { DISTURBANCES, type Plan, schedule, WINDOW_MS } from './schedule.ts';
import { readSoakOptions } from './soak-options.ts';

const plan: Plan = {
  seed: 1,
  lengthMs: 3_600_000,
  phoneEveryMs: 5000,
  boothEveryMs: 30_000,
  orderEveryMs: 10_000,
  disturbEveryMs: 60_000,
};

test('the same plan gives the same deeds, in order of time; another seed others', () => {
  const deeds = [...schedule(plan)];
  expect([...schedule(plan)]).toEqual(deeds);
  expect([...schedule({ ...plan, seed: 2 })]).not.toEqual(deeds);
  expect(deeds).toEqual(deeds.toSorted((a, b) => a.at - b.at));
  expect(deeds.at(-1)!.at).toBeLessThan(plan.lengthMs);
});

test.each([
  ['phone', 720],
  ['booth', 120],
  ['order', 360],
] as const)('%s comes about %d times an hour', (kind, count) => {
  const found = [...schedule(plan)].filter((deed) => deed.kind === kind).length;
  expect(Math.abs(found - count)).toBeLessThan(4 * Math.sqrt(count));
});

test.each(['phone', 'booth', 'order'] as const)(
  'the %s of the first ten minutes comes again in the last',
  (kind) => {
    const between = (from: number, till: number) =>
      [...schedule(plan)]
        .filter((deed) => deed.kind === kind && deed.at >= from && deed.at < till)
        .map(({ at, dice }) => [Math.round(at - from), dice]);
    const first = between(0, WINDOW_MS);
    expect(first.length).toBeGreaterThan(10);
    expect(between(plan.lengthMs - WINDOW_MS, plan.lengthMs)).toEqual(first);
    expect(between(WINDOW_MS, 2 * WINDOW_MS)).not.toEqual(first);
  },
);

const HOUR_MS = 3_600_000;
const disturbances = (hours: number) =>
  [...schedule({ ...plan, lengthMs: hours * HOUR_MS })]
    .filter(({ kind }) => kind === 'disturbance')
    .map(({ at, what }) => ({ hour: at / HOUR_MS, what: what! }));

test('the engine is killed after an eighth of the run, or of its six hours', () => {
  const kills = (hours: number) =>
    disturbances(hours)
      .filter(({ what }) => what === 'engine-killed')
      .map(({ hour }) => hour);
  expect(kills(2)).toEqual([15 / 60]);
  expect(kills(24)).toEqual([0.75, 6.75, 12.75, 18.75]);
});

test('until then every round disturbs in every way once; after it, in every way that ends no process', () => {
  const all = disturbances(12);
  const rounds = (from: number, to: number, length: number) => {
    const between = all
      .filter(({ hour, what }) => hour > from && hour < to && what !== 'engine-killed')
      .map(({ what }) => what);
    return Array.from({ length: Math.floor(between.length / length) }, (_, i) =>
      between.slice(i * length, (i + 1) * length).toSorted(),
    );
  };
  const every = [...DISTURBANCES].toSorted();
  const mild = every.filter((what) => !what.startsWith('child'));
  const deadly = rounds(0, 0.75, every.length);
  const spared = rounds(0.75, 6, mild.length);
  expect(deadly).toEqual(deadly.map(() => every));
  expect(spared).toEqual(spared.map(() => mild));
  expect([deadly.length, spared.length]).toEqual([5, 52]);
  expect(all.filter(({ hour, what }) => hour > 6 && what.startsWith('child')).length).toBeGreaterThan(8);
});

test('nothing is disturbed where nothing is to be', () => {
  const deeds = [...schedule({ ...plan, disturbEveryMs: 0 })];
  expect(deeds.filter(({ kind }) => kind === 'disturbance')).toEqual([]);
});

test.each([
  [['--hours', '0'], '--hours'],
  [['--hours', 'x'], '--hours'],
  [['--speed', '0.5'], '--speed'],
  [['--faults', '3'], '--faults'],
  [['--seed', '1.5'], '--seed'],
  [['--haste'], '--haste'],
])('%j is refused with words', (args, word) => {
  const { options, faults } = readSoakOptions(args);
  expect(options).toBeNull();
  expect(faults.join()).toContain(word);
});

test('everything has a default, and what is given counts', () => {
  expect(readSoakOptions([]).options).toMatchObject({ speed: 1, plan: { lengthMs: 7_200_000, seed: 1 } });
  const { options } = readSoakOptions([
    '--hours',
    '72',
    '--speed',
    '900',
    '--faults',
    '0',
    '--out',
    'a.json',
  ]);
  expect(options).toMatchObject({ speed: 900, out: 'a.json', plan: { disturbEveryMs: 0 } });
});
