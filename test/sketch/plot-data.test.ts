import { expect, test } from 'vitest';
import {
  ceilingOf,
  columnsOf,
  nothingSpans,
  type Reading,
  saidOf,
} from '../../sketch/calibrate/plot-data.ts';
import { thinned } from '../../sketch/calibrate/thinned.ts';

const NOW = 1_700_000_000_000;
const read = (beforeMs: number, cm: number | null): Reading => ({
  at: NOW - beforeMs,
  rawCm: cm,
  filteredCm: cm,
  baselineCm: 155,
  present: false,
});

test('curves run in seconds before now, and a pause breaks them', () => {
  const [x, raw] = columnsOf([read(9000, 80), read(8900, null), read(1000, 90)], NOW);
  expect(x).toEqual([-9, -8.9, -8.899, -1]);
  expect(raw).toEqual([80, null, null, 90]);
});

test.each<[string, [number, number | null][], { from: number; to: number }[]]>([
  [
    'somebody',
    [
      [3000, 80],
      [2000, 80],
      [0, 80],
    ],
    [],
  ],
  [
    'a short loss',
    [
      [3000, 80],
      [2900, null],
      [2000, 80],
      [0, 80],
    ],
    [],
  ],
  [
    'nothing in between',
    [
      [5000, 80],
      [4000, null],
      [2000, 80],
      [0, 80],
    ],
    [{ from: -4, to: -2 }],
  ],
  [
    'nothing until now',
    [
      [5000, 80],
      [4000, null],
      [1000, null],
      [0, null],
    ],
    [{ from: -4, to: 0 }],
  ],
])('"nothing" is said of %s', (_, readings, spans) => {
  expect(
    nothingSpans(
      readings.map(([before, cm]) => read(before, cm)),
      NOW,
    ),
  ).toEqual(spans);
});

test.each<[(number | null)[], number[], number]>([
  [[80, null], [90, 110], 200],
  [[80], [160, 200], 250],
  [[], [], 100],
  [[480], [90], 550],
])('readings %j and edges %j fit below %i cm', (values, edges, ceiling) => {
  expect(
    ceilingOf(
      values.map((cm) => read(0, cm)),
      edges,
    ),
  ).toBe(ceiling);
});

test.each<[Reading | undefined, string]>([
  [undefined, '▲ silent'],
  [read(2500, 80), '▲ silent'],
  [read(100, null), '○ nothing'],
  [read(100, 80.4), '80 cm'],
])('%j is said to be "%s"', (last, said) => {
  expect(saidOf(last, NOW)).toBe(said);
});

test('of each part of a stretch the nearest is left', () => {
  const samples = [
    { at: 0, cm: 155 },
    { at: 10, cm: 60 },
    { at: 24, cm: 90 },
    { at: 30, cm: null },
    { at: 80, cm: 70 },
    { at: 100, cm: 1 },
  ];
  expect(thinned(samples, { from: 0, to: 100 }, 4)).toEqual([60, null, null, 70]);
});
