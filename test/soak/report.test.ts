import { expect, test } from 'vitest';
import { type Bound, bounds, type Minute, type Soak, type Stall } from './report.ts';

/** A run of so many minutes; `grow` MB an hour, one visit every three seconds that takes `ms(minute)`. */
function soak(length: number, grow = 0, ms: (minute: number) => number = () => 300): Soak {
  const minutes: Minute[] = Array.from({ length }, (_, i) => ({
    minute: i + 1,
    life: 1,
    childLife: 1,
    engineMB: 200 + (grow * i) / 60 + (i % 3),
    childMB: 250,
    engineMostMB: 210,
    childMostMB: 260,
    engineHandles: 40,
    childHandles: 20,
    loopP99Ms: 5,
    loopMaxMs: 20,
    births: i * 60,
    asked: i,
    answered: i,
    refused: 0,
  }));
  const visits = Array.from({ length: length * 20 }, (_, i) => ({
    at: i * 3000,
    ms: ms(i / 20),
    calm: true,
  }));
  return { minutes, visits, stalls: [], disturbed: [], lost: [], promised: 9, standing: [] };
}

/** The visits of the last ten seconds of an hour are slow. */
function slowAtTheEnd(stalls: Stall[]): Soak {
  return { ...soak(60, 0, (minute) => (minute * 60 >= 3590 ? 900 : 300)), stalls };
}

/** The generator grows by 60 MB an hour and is begun anew every so many minutes. */
function restless(length: number, everyMin: number): Soak {
  const given = soak(length);
  given.minutes.forEach((one, i) => {
    one.childLife = Math.floor(i / everyMin);
    one.childMB = 250 + (i % everyMin);
  });
  return given;
}

/** What the engine holds for a moment is much in one minute of three, and grows by `grow` MB an hour. */
function peaks(length: number, grow: number): Soak {
  const given = soak(length);
  given.minutes.forEach((one, i) => {
    one.engineMostMB = 210 + (grow * i) / 60 + (i % 3 === 0 ? 50 : 0);
  });
  return given;
}

const over = { at: 0, what: 'child-killed', heldMs: 0, recoveredMs: 900, raised: [], cleared: [] } as const;
const table: [string, Soak, string, Bound['verdict']][] = [
  ['two flat hours', soak(120), 'memory of the engine', 'met'],
  ['three MB an hour', soak(120, 3), 'memory of the engine', 'broken'],
  ['peaks that grow', peaks(120, 5), 'memory of the engine', 'broken'],
  ['peaks that come and go', peaks(120, 0), 'memory of the engine', 'met'],
  ['half an hour', soak(30, 50), 'memory of the engine', 'too short to say'],
  ['a generator that grows and is killed after two hours', restless(240, 120), 'generator', 'broken'],
  ['the same, killed after an hour', restless(240, 60), 'generator', 'too short to say'],
  ['the same, killed before it is warm', restless(240, 8), 'generator', 'too short to say'],
  ['a generator that does not grow', soak(120), 'generator', 'met'],
  ['flat handles', soak(120), 'handles of the engine', 'met'],
  ['five minutes', soak(5), 'handles of the engine', 'too short to say'],
  ['visits as quick as at first', soak(60), 'p99', 'met'],
  ['visits that get slower', soak(60, 0, (minute) => 300 + minute * 5), 'p99', 'broken'],
  [
    'a machine that stood still at the end',
    slowAtTheEnd([{ from: 3_590_000, till: 3_600_000 }]),
    'p99',
    'met',
  ],
  ['one that stood still before', slowAtTheEnd([{ from: 3_500_000, till: 3_510_000 }]), 'p99', 'broken'],
  ['nineteen minutes', soak(19), 'p99', 'too short to say'],
  ['nobody lost', soak(5), 'profiles', 'met'],
  ['one lost', { ...soak(5), lost: ['7 is gone (404)'] }, 'profiles', 'broken'],
  ['no fault', soak(5), 'standing', 'met'],
  ['a fault that stays', { ...soak(5), standing: ['osc-refused incoming'] }, 'standing', 'broken'],
  ['got over', { ...soak(5), disturbed: [{ ...over, raised: [], cleared: [] }] }, 'disturbance', 'met'],
  [
    'never got over',
    { ...soak(5), disturbed: [{ ...over, raised: [], cleared: [], recoveredMs: null }] },
    'disturbance',
    'broken',
  ],
];

test.each(table)('%s: %#', (_, given, what, verdict) => {
  expect(bounds(given).find((bound) => bound.what.includes(what))?.verdict).toBe(verdict);
});

test.each([
  ['engine', 'engineHandles'],
  ['generator', 'childHandles'],
] as const)('handles that the %s leaves open are seen', (who, of) => {
  const given = soak(120);
  given.minutes.forEach((one, i) => {
    one[of] += i / 10;
  });
  const verdictOf = (what: string) => bounds(given).find((bound) => bound.what.includes(what))?.verdict;
  expect(verdictOf(`handles of the ${who}`)).toBe('broken');
  expect(verdictOf(`handles of the ${who === 'engine' ? 'generator' : 'engine'}`)).toBe('met');
});
