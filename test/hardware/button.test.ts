import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { startButton } from '../../hardware/button/edge.ts';
import { buttonFor, knownButtons } from '../../hardware/button/known.ts';
import { memoryBus } from '../../hardware/button/memory-bus.ts';
import { realBus } from '../../hardware/button/real-bus.ts';
import { until } from '../tools/show.ts';
import { testStage } from './stage.ts';

const config = { driver: 'hid' as const, vendorId: 0x1234, productId: 0x5678, debounceMs: 20, holdMs: 400 };
const device = (path: string) => ({ path, vendorId: 0x1234, productId: 0x5678 });

let bus: ReturnType<typeof memoryBus>;
let show: ReturnType<typeof testStage>;
let edge: ReturnType<typeof startButton>;
beforeEach(() => {
  bus = memoryBus();
  show = testStage();
  edge = startButton(show.stage, config, bus);
});
afterEach(() => edge.stop());

const count = (type: Event['type']) => show.heard.filter((event) => event.type === type).length;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function pressAt(path: string, ms: number): Promise<void> {
  bus.report(path, [1]);
  await wait(ms);
  bus.report(path, [0]);
  await wait(80);
}

test('plugged, pressed, held', async () => {
  expect(edge.linked()).toBe(false);
  bus.plug(device('/dev/a'));
  await until(() => edge.linked(), 'the button to be found');
  expect(show.stage.state().devices.button).toEqual({ state: 'real', cause: '' });
  await pressAt('/dev/a', 80);
  expect(count('button/pressed')).toBe(1);
  await pressAt('/dev/a', 600);
  expect([count('button/pressed'), count('button/held')]).toEqual([1, 1]);
});

test('a burst of five hundred reports is no press', async () => {
  bus.plug(device('/dev/a'));
  await until(() => edge.linked(), 'the button to be found');
  for (let i = 0; i < 500; i++) bus.report('/dev/a', [i % 2]);
  bus.report('/dev/a', [0]);
  await wait(100);
  expect(count('button/pressed')).toBe(0);
});

test('unplugged in the middle of a press it is lost without one, and back under another path', async () => {
  bus.plug(device('/dev/a'));
  await until(() => edge.linked(), 'the button to be found');
  bus.report('/dev/a', [1]);
  await wait(50);
  bus.unplug('/dev/a');
  expect(show.stage.state().devices.button).toMatchObject({ state: 'lost' });
  await wait(100);
  expect(count('button/pressed')).toBe(0);
  bus.plug(device('/dev/b'));
  await until(() => edge.linked(), 'the button to be found again');
  await pressAt('/dev/b', 80);
  expect(count('button/pressed')).toBe(1);
});

test('another device is left alone', async () => {
  bus.plug({ path: '/dev/keyboard', vendorId: 1, productId: 2 });
  await wait(1200);
  expect(edge.linked()).toBe(false);
});

test('every known button can be down and up', () => {
  const reports: Record<string, [down: number[], up: number[]]> = {
    'Dream Cheeky big red button': [[0x16], [0x17]],
    'Delcom USB button': [[0], [1]],
    'PCsensor foot switch': [
      [1, 0, 0, 5],
      [1, 0, 0, 0],
    ],
  };
  for (const { name, vendorId, productId } of knownButtons) {
    const button = buttonFor(vendorId, productId);
    const [down, up] = reports[name]!;
    expect([button.isDown(Uint8Array.from(down)), button.isDown(Uint8Array.from(up))]).toEqual([true, false]);
    expect(button.isDown(new Uint8Array())).toBeNull();
  }
});

test('the real bus rejects where there is no such device', async () => {
  await expect(
    realBus.open(
      '/dev/no-such-button',
      () => {},
      () => {},
    ),
  ).rejects.toThrow(/HID|open|library/i);
});
