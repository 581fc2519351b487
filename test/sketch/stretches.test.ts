import { expect, test } from 'vitest';
import {
  clockText,
  lastHour,
  lastNight,
  lengthText,
  piecesOf,
  timeOf,
  timeText,
} from '../../sketch/calibrate/stretches.ts';

const HOUR_MS = 3_600_000;
const at = (text: string) => new Date(text).getTime();
const NOW = at('2026-11-28T20:31:05');

test.each([
  ['20:31:05', '2026-11-28T20:31:05'],
  ['20:31', '2026-11-28T20:31:00'],
  ['9:05', '2026-11-28T09:05:00'],
  ['20:31:06', '2026-11-27T20:31:06'],
  ['2026-11-01 06:00:00', '2026-11-01T06:00:00'],
  [' 2026-02-28T23:59 ', '2026-02-28T23:59:00'],
])('"%s" is %s', (text, is) => {
  expect(timeOf(text, NOW)).toBe(at(is));
});

test.each(['', 'noon', '24:00', '12:60', '12:00:60', '2026-02-30 12:00', '2026-13-01 12:00', '12'])(
  '"%s" is no time',
  (text) => {
    expect(timeOf(text, NOW)).toBeNull();
  },
);

test('a time is read as it is written', () => {
  expect(timeText(NOW)).toBe('2026-11-28 20:31:05');
  expect(clockText(NOW)).toBe('20:31:05');
  expect(timeOf(timeText(NOW), NOW + 5 * HOUR_MS)).toBe(NOW);
});

test.each([
  ['2026-11-28T12:00:00', '2026-11-27T20:00:00', '2026-11-28T08:00:00'],
  ['2026-11-28T03:00:00', '2026-11-27T20:00:00', '2026-11-28T03:00:00'],
  ['2026-11-28T22:00:00', '2026-11-28T20:00:00', '2026-11-28T22:00:00'],
])('at %s the last night is from %s to %s', (now, from, to) => {
  expect(lastNight(at(now))).toEqual({ from: at(from), to: at(to) });
});

test('the last hour ends now', () => {
  expect(lastHour(NOW)).toEqual({ from: NOW - HOUR_MS, to: NOW });
});

test.each([
  [5, 2, [2, 2, 1]],
  [4, 2, [2, 2]],
  [1, 2, [1]],
  [0, 2, []],
])('%i hours in pieces of %i', (hours, pieceHours, lengths) => {
  const pieces = piecesOf({ from: NOW, to: NOW + hours * HOUR_MS }, pieceHours * HOUR_MS);
  expect(pieces.map(({ from, to }) => (to - from) / HOUR_MS)).toEqual(lengths);
  expect(pieces.slice(1).every(({ from }, i) => from === pieces[i]!.to)).toBe(true);
});

test.each([
  [0, '0 s'],
  [45_400, '45 s'],
  [185_000, '3 min 5 s'],
  [2 * HOUR_MS + 600_000, '2 h 10 min'],
])('%i ms are %s', (ms, text) => {
  expect(lengthText(ms)).toBe(text);
});
