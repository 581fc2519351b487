import { expect, test } from 'vitest';
import { binned, lengthBins, type Press, pauseBins } from '../../sketch/calibrate/histogram.ts';

const press = (at: number, heldMs: number | null = null, button = 'board'): Press => ({ at, button, heldMs });
const counts = (bins: { label: string; count: number }[]) =>
  Object.fromEntries(bins.filter(({ count }) => count > 0).map(({ label, count }) => [label, count]));

test('every value lands in one bin; an edge belongs to the bin above it', () => {
  const bins = binned([0, 99, 100, 249, 250, 5000], [100, 250]);
  expect(bins).toEqual([
    { label: '< 0.1 s', count: 2 },
    { label: '0.1–0.25 s', count: 2 },
    { label: '≥ 0.25 s', count: 2 },
  ]);
});

test('short presses have no length, holds do', () => {
  const presses = [press(0), press(500), press(3000, 1502), press(9000, 2000), press(20_000, 7000)];
  expect(counts(lengthBins(presses))).toEqual({ 'let go': 2, '1.5–2 s': 1, '2–3 s': 1, '≥ 5 s': 1 });
});

test('pauses are of one button each', () => {
  const presses = [press(0), press(40), press(50, null, 'hid'), press(1040), press(9000, null, 'hid')];
  expect(counts(pauseBins(presses))).toEqual({ '< 0.1 s': 1, '1–3 s': 1, '≥ 3 s': 1 });
});
