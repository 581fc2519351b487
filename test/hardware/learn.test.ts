import { expect, test } from 'vitest';
import { learntFrom, type Recording } from '../../hardware/button/learn.ts';

type Told = [at: number, ...bytes: number[]];

const recording = (reports: Told[], ids = {}): Recording => ({
  vendorId: 1,
  productId: 2,
  interfaceId: 0,
  since: 0,
  ...ids,
  reports: reports.map(([at, ...bytes]) => ({ at, bytes: Uint8Array.from(bytes) })),
});
const bits = (reports: Told[], now = 3000) => {
  const found = learntFrom([recording(reports)], now);
  return found && [found.byte, found.mask, found.value];
};

/** A device that reports every 8 ms for three seconds, pressed from 500 to 700 and from 1000 to 1200. */
const stream = (report: (down: boolean, i: number) => number[]): Told[] =>
  Array.from({ length: 375 }, (_, i) => {
    const at = i * 8;
    return [at, ...report((at >= 500 && at < 700) || (at >= 1000 && at < 1200), i)];
  });
const TWICE: Told[] = [
  [500, 1],
  [700, 0],
  [1000, 1],
  [1200, 0],
];

test.each<[string, Told[], number[]]>([
  ['only changes', TWICE, [0, 1, 1]],
  ['its rest first', [[0, 0], ...TWICE], [0, 1, 1]],
  [
    '0 while it is down',
    [
      [0, 1],
      [500, 0],
      [700, 1],
      [1000, 0],
      [1200, 1],
    ],
    [0, 1, 0],
  ],
  [
    'a key of a keyboard',
    [
      [500, 1, 0, 0x28],
      [700, 1, 0, 0],
      [1000, 1, 0, 0x28],
      [1200, 1, 0, 0],
    ],
    [2, 0x28, 0x28],
  ],
  [
    'states of the whole byte',
    [
      [0, 0x17],
      [500, 0x16],
      [700, 0x17],
      [1000, 0x16],
      [1200, 0x17],
    ],
    [0, 1, 0],
  ],
  [
    'a counter of its reports',
    [
      [500, 1, 1],
      [700, 2, 0],
      [1000, 3, 1],
      [1200, 4, 0],
    ],
    [1, 1, 1],
  ],
  [
    'a contact that bounces',
    [
      [500, 1],
      [505, 0],
      [511, 1],
      [700, 0],
      [702, 1],
      [704, 0],
      [1000, 1],
      [1200, 0],
    ],
    [0, 1, 1],
  ],
  [
    'all the time, beside a counter',
    stream((down, i) => [i & 0xff, down ? 0x20 : 0, (i >> 8) & 0xff]),
    [1, 0x20, 0x20],
  ],
  ['in a byte with a counter', stream((down, i) => [((i << 4) & 0xf0) | (down ? 1 : 0)]), [0, 1, 1]],
  ['beside a stick that trembles', stream((down, i) => [127 + ((i * 7) % 3), down ? 0 : 8]), [1, 8, 0]],
  ['four presses', [...TWICE, [1500, 1], [1600, 0], [1700, 1], [1800, 0]], [0, 1, 1]],
  ['beside a report of another kind', [[400, 7, 7], ...TWICE, [1300, 9, 7]], [0, 1, 1]],
])('learnt from %s', (_what, reports, expected) => {
  expect(bits(reports)).toEqual(expected);
});

test.each<[string, Told[], number?]>([
  ['nothing at all', []],
  [
    'one press',
    [
      [500, 1],
      [700, 0],
    ],
  ],
  [
    'two presses, the second still down',
    [
      [0, 0],
      [500, 1],
      [700, 0],
      [1000, 1],
    ],
  ],
  ['two presses just now', TWICE, 2100],
  [
    'two different keys',
    [
      [500, 4],
      [700, 0],
      [1000, 5],
      [1200, 0],
    ],
  ],
  [
    'a switch that stays',
    [
      [0, 0],
      [500, 1],
      [700, 2],
      [1000, 1],
      [1200, 2],
    ],
  ],
  [
    'a slow, even tick',
    [
      [0, 0],
      [1000, 1],
      [2000, 0],
      [3000, 1],
      [4000, 0],
    ],
    5000,
  ],
  [
    'a press of four seconds',
    [
      [500, 1],
      [4500, 0],
      [5000, 1],
      [5200, 0],
    ],
    12_000,
  ],
  ['a counter', stream((_down, i) => [i & 0xff, (i >> 8) & 0xff])],
  [
    'a contact that only bounces',
    [
      [500, 1],
      [505, 0],
      [600, 1],
      [605, 0],
    ],
  ],
  ['a flood', Array.from({ length: 500 }, (_, i): Told => [i, i % 2])],
])('not learnt from %s', (_what, reports, now = 3000) => {
  expect(bits(reports, now)).toBeNull();
});

test('the device that was pressed is found among others, and none where two were', () => {
  const pressed = recording(TWICE, { vendorId: 7 });
  const quiet = recording([[0, 1]]);
  expect(learntFrom([quiet, pressed, recording([])], 3000)).toMatchObject({ vendorId: 7, productId: 2 });
  expect(learntFrom([pressed, recording(TWICE)], 3000)).toBeNull();
  const echo = recording(TWICE, { vendorId: 7, interfaceId: 1 });
  expect(learntFrom([pressed, echo], 3000)).toMatchObject({ vendorId: 7, interfaceId: 0 });
});
