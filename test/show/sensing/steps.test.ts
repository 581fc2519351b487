import { describe, expect, test } from 'vitest';
import { gaussians, seeded } from '../../../engine/show/random.ts';
import { knownRoom } from '../../../engine/show/sensing/baseline.ts';
import { medianOf, shifted } from '../../../engine/show/sensing/median.ts';
import { edgesOf } from '../../../engine/show/sensing/near.ts';
import { type OneEuro, oneEuro } from '../../../engine/show/sensing/one-euro.ts';
import { cmOf, type Sample } from '../../../engine/show/sensing/reading.ts';
import { replay } from '../../../engine/show/sensing/replay.ts';
import { sense, unsensed } from '../../../engine/show/sensing/sense.ts';

const plain = { nearCm: 120, farCm: 160, dwellMs: 500, leaveMs: 800, marginCm: 0 };
const EVERY_MS = 100;

/** Readings ten times a second: [seconds, cm] after one another. */
function readings(...parts: [number, number | null][]): Sample[] {
  const values = parts.flatMap(([seconds, cm]) => new Array<number | null>(seconds * 10).fill(cm));
  return values.map((cm, i) => ({ at: i * EVERY_MS, cm }));
}

test.each([
  [83.5, 83.5],
  [null, null],
  [0, null],
  [-4, null],
  [Number.NaN, null],
  [Infinity, null],
])('a driver that tells %s means %s', (raw, cm) => {
  expect(cmOf(raw)).toBe(cm);
});

describe('the median', () => {
  test.each<[string, (number | null)[], number | null]>([
    ['of few is the upper one', [10, 30], 30],
    ['two wild ones', [100, 20, 21, 100, 100], 100],
    ['three are no longer wild', [100, 20, 21, 22, 100], 22],
    ['mostly nothing', [null, 90, null, 90, null], null],
    ['some nothing', [null, 90, 91, 92, null], 92],
    ['the oldest goes', [1, 1, 1, 50, 51, 52], 50],
  ])('%s', (_, values, cm) => {
    expect(medianOf(values.reduce<number[]>(shifted, []))).toBe(cm);
  });
});

describe('the One Euro filter', () => {
  const run = (values: number[]) => {
    let state: OneEuro | null = null;
    return values.map((cm, i) => {
      state = oneEuro(state, cm, i * 50);
      return state!.cm;
    });
  };
  test('stills who stands', () => {
    const noise = gaussians(seeded(1), 400);
    const filtered = run([...noise].map((value) => 80 + 2 * value)).slice(40);
    const spread = Math.sqrt(filtered.reduce((sum, cm) => sum + (cm - 80) ** 2, 0) / filtered.length);
    expect(spread).toBeLessThan(1.3);
  });

  test('is hardly late for who walks', () => {
    const walking = Array.from({ length: 40 }, (_, i) => 300 - 5 * i);
    const filtered = run(walking);
    // 100 cm/s: less than a fifth of a second behind.
    expect(filtered.at(-1)! - walking.at(-1)!).toBeLessThan(20);
    expect(filtered.at(-1)! - walking.at(-1)!).toBeGreaterThan(0);
  });

  test('begins anew after nothing, and stands two readings at one time', () => {
    expect(oneEuro({ cm: 300, cmPerS: 0, at: 0 }, null, 50)).toBeNull();
    expect(oneEuro(null, 80, 100)).toEqual({ cm: 80, cmPerS: 0, at: 100 });
    expect(oneEuro({ cm: 80, cmPerS: 0, at: 100 }, 81, 100)!.cm).toBeLessThanOrEqual(81);
  });
});

test.each<[string, number, number | null, number, number]>([
  ['without a margin the room is not looked at', 0, 100, 120, 160],
  ['a room that shows nothing changes nothing', 30, null, 120, 160],
  ['a far room changes nothing', 30, 300, 120, 160],
  ['a room that came closer is not somebody', 30, 140, 110, 125],
  ['something that was put there takes all of it', 30, 60, 30, 45],
])('near and far: %s', (_, marginCm, baselineCm, nearCm, farCm) => {
  expect(edgesOf({ ...plain, marginCm }, baselineCm)).toMatchObject({ nearCm, farCm });
});

describe('the empty room', () => {
  const baselineAfter = (samples: Sample[], cm?: number, thresholds = plain) =>
    replay(samples, thresholds, unsensed(cm)).baselineCm;
  test.each<[string, Sample[], number | undefined, number | null]>([
    ['is what is read of it', readings([5, 300]), undefined, 300],
    ['is nothing where nothing is seen for a minute', readings([70, null]), undefined, null],
    ['is unknown while somebody stands there', readings([600, 80]), undefined, null],
    ['does not become a visitor of ten minutes', readings([5, 300], [600, 80]), undefined, 300],
    ['nor one who hesitates between near and far', readings([5, 300], [600, 140]), undefined, 300],
    ['nor one who looks on from a distance', readings([5, 300], [600, 200]), undefined, 300],
    ['follows the heating down', readings([5, 300], [120, 282]), undefined, 282],
    ['and up', readings([5, 300], [60, 320]), undefined, 320],
    ['by no more than 0.2 cm a second down', readings([5, 300], [20, 282]), undefined, 296],
    ['is not moved by a few dropouts', readings([5, 300], [20, null], [5, 300]), undefined, 300],
    ['shows something again after a minute', readings([70, 250]), 0, 250],
    ['is furniture that stands for half an hour', readings([5, 300], [1800, 180]), undefined, 180],
  ])('%s', (_, samples, from, cm) => {
    const found = baselineAfter(samples, from);
    if (cm === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(cm, -0.4);
  });

  test('that is known from before is known again', () => {
    expect([knownRoom(210).cm, knownRoom(0).cm, knownRoom(0).known]).toEqual([210, null, true]);
  });

  test('with a margin, a heating pipe that comes near is nobody, and a visitor is still somebody', () => {
    const samples = readings([10, 140], [300, 130], [300, 118], [10, 70], [10, 118]);
    const count = (marginCm: number) => replay(samples, { ...plain, farCm: 125, marginCm }).stays;
    expect(count(25)).toMatchObject([{ from: expect.any(Number), until: expect.any(Number) }]);
    expect(count(25)[0]!.from).toBeGreaterThan(610_000);
    expect(count(0)[0]!.from).toBeLessThan(320_000);
  });
});

describe('near through silence', () => {
  const swallowed = readings([0.5, 300], [1, 80], [0.6, null], [0.6, 80], [1, 300]);
  test('clothes that swallow echoes do not end being near where the room is seen', () => {
    expect(replay(swallowed, { ...plain, dwellMs: 1800 }).stays).toHaveLength(1);
    expect(replay(swallowed, { ...plain, dwellMs: 1800 }, unsensed(0)).stays).toHaveLength(0);
  });

  test('now and then a wild reading does not add up to somebody', () => {
    const wild = Array.from(
      { length: 40 },
      () =>
        [
          [0.3, 80],
          [0.7, null],
        ] as [number, number | null][],
    );
    expect(replay(readings([0.5, 300], ...wild.flat()), plain).stays).toEqual([]);
  });

  test('nobody is noticed while nothing is seen', () => {
    const gone = readings([0.5, 300], [0.3, 80], [3, null]);
    expect(replay(gone, plain).stays).toEqual([]);
  });
});

test('every step of a reading is told', () => {
  let state = unsensed();
  const steps = readings([0.5, 300], [1, 80]).map(({ at, cm }) => {
    const told = sense(state, cm, at, plain);
    state = told.state;
    return told.step;
  });
  expect(steps[0]).toEqual({
    at: 0,
    rawCm: 300,
    medianCm: 300,
    filteredCm: 300,
    baselineCm: 300,
    near: false,
    present: false,
  });
  expect(steps[5]).toMatchObject({ rawCm: 80, medianCm: 300, near: false });
  expect(steps.at(-1)).toMatchObject({ rawCm: 80, medianCm: 80, baselineCm: 300, near: true, present: true });
  expect(steps.at(-1)!.filteredCm).toBeCloseTo(80, -0.5);
});
