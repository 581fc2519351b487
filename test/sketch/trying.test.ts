import { expect, test } from 'vitest';
import { ANY } from '../../engine/show/sensing/fusion.ts';
import { CSV_HEADER, csvLine } from '../../engine/show/sensing/traces-csv.ts';
import { tried } from '../../sketch/calibrate/trying.ts';

const START = 1_700_000_000_000;
const thresholds = { nearCm: 90, farCm: 110, dwellMs: 1000, leaveMs: 2000, marginCm: 0, weight: 1 };
const setup = (nearCm: number) => ({ sensors: { door: { ...thresholds, nearCm } }, fusion: ANY });

/** An hour in which somebody stands at 80 cm for ten seconds of every ten minutes. */
const lines = Array.from({ length: 36_001 }, (_, i) =>
  csvLine({ at: START + i * 100, sensor: 'door', cm: i % 6000 >= 3000 && i % 6000 < 3100 ? 80 : 155 }),
);
const csv = (some: readonly string[]) => `${CSV_HEADER}\n${some.join('\n')}\n`;

test('two setups are told side by side', () => {
  const found = tried([csv(lines)], { current: setup(90), proposed: setup(70) });
  expect(found).toMatchObject({ sensors: [{ sensor: 'door', hours: 1 }] });
  const { told } = (found as { sensors: { told: Record<string, { stays: unknown[]; perHour: number }> }[] })
    .sensors[0]!;
  expect([told.current?.stays.length, told.current?.perHour]).toEqual([6, 6]);
  expect(told.proposed?.stays).toEqual([]);
});

test('pieces are one recording: a stay over their seam is one stay', () => {
  const whole = tried([csv(lines)], { current: setup(90) });
  expect(tried([csv(lines.slice(0, 3050)), csv(lines.slice(3050))], { current: setup(90) })).toEqual(whole);
});

test.each([
  ['at,cm\n', /header/],
  [csv([]), /No sensor told anything/],
  [csv(['1700000000000,cellar,80']), /cellar; no sensor of this show/],
  [csv(['1700000000000,door,near']), /Line 2/],
])('%j is refused in words', (text, words) => {
  expect(tried([text], { current: setup(90) })).toEqual({ trouble: expect.stringMatching(words) });
});
