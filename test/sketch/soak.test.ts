import { expect, test } from 'vitest';
import { noticed, perHour, soakFrom, soakOf, watched } from '../../sketch/calibrate/soak.ts';

const NOW = 1_700_000_000_000;

test('time counts only while the page looked', () => {
  const looked = [5000, 10_000, 15_000].reduce((soak, ms) => watched(soak, NOW + ms), soakFrom(NOW));
  expect(looked.watchedMs).toBe(15_000);
  const closed = watched(looked, NOW + 3_600_000);
  expect(closed.watchedMs).toBe(15_000);
  expect(watched(closed, NOW + 3_605_000).watchedMs).toBe(20_000);
  expect(watched(closed, NOW).watchedMs).toBe(15_000);
});

test('who is noticed is counted by sensor, and outlives a reload', () => {
  const soak = noticed(noticed(noticed(soakFrom(NOW), 'door'), 'window'), 'door');
  expect(soak.counts).toEqual({ door: 2, window: 1 });
  expect(soakOf(JSON.stringify(soak))).toEqual(soak);
});

test.each([null, '', 'no', '{}', '{"since":1,"watchedMs":"2","lastAt":3,"counts":{}}', '{"since":1}'])(
  '%j is no soak',
  (text) => {
    expect(soakOf(text)).toBeNull();
  },
);

test.each([
  [0, 59_000, null],
  [0, 3_600_000, 0],
  [2, 1_800_000, 4],
])('%i in %i ms are %j an hour', (count, ms, rate) => {
  expect(perHour(count, ms)).toBe(rate);
});
