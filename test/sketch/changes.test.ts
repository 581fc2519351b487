import { expect, test } from 'vitest';
import { changes } from '../../sketch/wall/changes.ts';

test('a lone birth begins at once', () => {
  const { begin } = changes();
  expect([begin(3, 1000), begin(3, 5000), begin(4, 5001)]).toEqual([1000, 5000, 5001]);
});

test('however fast they come, no slot changes more than three times in any second', () => {
  const { begin } = changes();
  for (const apartMs of [5, 33, 170, 300, 339]) {
    const all = Array.from({ length: 60 }, (_, i) => begin(apartMs, 1000 + i * apartMs));
    const starts = [...new Set(all)];
    for (const start of starts)
      expect(starts.filter((other) => other >= start && other < start + 1000).length).toBeLessThanOrEqual(3);
    expect(all).toEqual([...all].sort((a, b) => a - b));
  }
});

test('a wall that is flooded is not late for ever, and a clock that is put back does not hold it', () => {
  const { begin } = changes();
  for (let i = 0; i < 300; i++) expect(begin(0, i * 10) - i * 10).toBeLessThanOrEqual(340);
  expect(begin(0, -60_000)).toBe(-60_000);
});
