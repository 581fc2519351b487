import { expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import type { LampPattern } from '../../engine/show/lamp.ts';
import type { State } from '../../engine/show/state.ts';
import { brightness } from '../../hardware/board/lamp.ts';
import { lampOf, refuses } from '../../hardware/board/lamp-of.ts';
import type { Lamp } from '../../hardware/board/port.ts';
import { testStage } from './stage.ts';

const state = testStage().stage.state();
const failed = { code: 'device-failed', where: 'button', since: 0 };
const slow = { code: 'generator-slow', where: 'generator', since: 0 };
const lost = { state: 'lost', cause: 'unplugged' } as const;

const NOW = 1_700_000_000_000;
const visit: State['visit'] = {
  visit: 'v',
  booth: null,
  cause: 'button',
  refused: 0,
  asked: null,
  creature: null,
  missed: false,
  until: null,
};
const trying = (pattern: LampPattern, leftMs = 1) => ({ lamp: { pattern, until: NOW + leftMs } });

test.each<[string, Partial<State>, Lamp]>([
  ['attract', {}, 'breathe'],
  ['invite', { phase: 'invite' }, 'on'],
  ['notice', { phase: 'notice', visit }, 'tick'],
  ['capture', { phase: 'capture', visit }, 'blink'],
  ['reveal', { phase: 'reveal', visit }, 'off'],
  ['a device has failed', { faults: [failed] }, 'fault'],
  ['a device is lost', { devices: { button: lost } }, 'fault'],
  ['a device has failed, somebody is there', { faults: [failed], phase: 'invite' }, 'on'],
  ['something else has failed', { faults: [slow] }, 'breathe'],
  ['a pattern is tried out', trying('tick'), 'tick'],
  ['darkness is tried out', trying('off'), 'off'],
  ['tried out while somebody is there', { ...trying('fault'), phase: 'invite' }, 'fault'],
  ['tried out while a device has failed', { ...trying('on'), faults: [failed] }, 'on'],
  ['tried out while a visitor is served', { ...trying('off'), phase: 'notice', visit }, 'tick'],
  ['the test is over', trying('tick', 0), 'breathe'],
  ['the test is over, a device has failed', { ...trying('tick', 0), faults: [failed] }, 'fault'],
  ['a refusal is tried out over what is shown anyway', trying('refuse'), 'breathe'],
])('%s: the lamp is as it should be', (_, more, lamp) => {
  expect(lampOf({ ...state, ...more }, NOW)).toBe(lamp);
});

test.each<[Event, boolean]>([
  [{ type: 'selfie/rejected', visit: 'v', reason: 'no-face' }, true],
  [{ type: 'visit/cancelled', visit: 'v', cause: 'refused' }, true],
  [{ type: 'visit/ended', visit: 'v' }, false],
  [{ type: 'lamp/tried', pattern: 'refuse' }, true],
  [{ type: 'lamp/tried', pattern: 'tick' }, false],
])('%j: a refusal is shown: %s', (event, is) => {
  expect(refuses(event, state)).toBe(is);
});

test('while the show sleeps the lamp is off, and a press is refused; a fault is still told', () => {
  const asleep = { ...state, sleep: { ...state.sleep, asleep: true } };
  expect(lampOf(asleep, NOW)).toBe('off');
  expect(lampOf({ ...asleep, phase: 'invite' }, NOW)).toBe('off');
  expect(lampOf({ ...asleep, faults: [failed] }, NOW)).toBe('fault');
  expect(refuses({ type: 'button/pressed', button: 'b' }, asleep)).toBe(true);
  expect(refuses({ type: 'button/pressed', button: 'b' }, state)).toBe(false);
});

const patterns: Lamp[] = ['off', 'on', 'breathe', 'blink', 'tick', 'refuse', 'fault', 'rest'];
test.each(patterns)('%s flashes at most three times in any second', (pattern) => {
  const lit = Array.from({ length: 9000 }, (_, ms) => brightness(pattern, ms) > 0.5);
  const beginnings = lit.flatMap((on, ms) => (on && !lit[ms - 1] ? [ms] : []));
  const most = Math.max(
    0,
    ...beginnings.map((at) => beginnings.filter((ms) => ms >= at && ms < at + 1000).length),
  );
  expect(most).toBeLessThanOrEqual(3);
});
