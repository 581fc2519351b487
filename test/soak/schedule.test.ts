import { expect, test } from 'vitest';
import { DISTURBANCES, type Plan, schedule } from './schedule.ts';
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

test('every round disturbs in every way once; the engine is killed early and then seldom', () => {
  const all = [...schedule({ ...plan, lengthMs: 24 * 3_600_000 })].filter(
    ({ kind }) => kind === 'disturbance',
  );
  const kills = all.filter(({ what }) => what === 'engine-killed').map(({ at }) => at / 3_600_000);
  expect(kills).toEqual([4, 10, 16, 22]);
  const others = all.filter(({ what }) => what !== 'engine-killed').map(({ what }) => what);
  for (let from = 0; from + DISTURBANCES.length <= others.length; from += DISTURBANCES.length)
    expect(new Set(others.slice(from, from + DISTURBANCES.length)).size).toBe(DISTURBANCES.length);
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
