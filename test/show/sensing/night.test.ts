import { describe, expect, test } from 'vitest';
import { judge, proposed } from './judge.ts';
import { night } from './night.ts';

const ALL = { mode: 'all', threshold: 1 } as const;
const ANY = { mode: 'any', threshold: 1 } as const;
const MAX_FALSE_PER_HOUR = 0.1;

describe('a night with thresholds proposed from three minutes of recordings', () => {
  test.each([1, 2024, 31_337])('room %d: nearly everybody is noticed, and nobody else', (seed) => {
    const room = night(seed);
    const { caught, falsely } = judge(room, proposed(seed), ALL);
    expect(caught).toBeGreaterThanOrEqual(39);
    expect(falsely / room.hours).toBeLessThanOrEqual(MAX_FALSE_PER_HOUR);
  });

  test('room 7: the ultrasonic sensor alone will do; haste, and the sun on the other one, will not', () => {
    const room = night(7);
    const { sonar, infrared } = proposed(7);
    const alone = judge(room, { sonar }, ANY);
    expect(alone.caught).toBeGreaterThanOrEqual(39);
    expect(alone.falsely / room.hours).toBeLessThanOrEqual(MAX_FALSE_PER_HOUR);
    expect(judge(room, { sonar: { ...sonar, dwellMs: 500 } }, ANY).falsely).toBeGreaterThan(10);
    expect(judge(room, { infrared }, ANY).falsely).toBeGreaterThan(20);
  });
});
