import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import type { Event } from '../../../engine/show/events.ts';
import { startButton } from '../../../hardware/button/edge.ts';
import type { HidBus, HidDevice } from '../../../hardware/button/port.ts';
import { until } from '../../tools/show.ts';
import { testStage } from '../stage.ts';

/** What a HID bus has to do to be the button's; the same on the bus in memory and on a real one. */

export interface Bench {
  bus: HidBus;
  /** Plugs a device in; `answer` is what it reports for each report that it is sent. */
  plug(ids: Pick<HidDevice, 'vendorId' | 'productId' | 'serial'>, answer?: () => number[]): Plugged;
}

export interface Plugged {
  /** Up to REPORT_BYTES bytes; the rest are 0. */
  report(bytes: readonly number[]): void;
  unplug(): void;
}

export const REPORT_BYTES = 8;
const ours = { vendorId: 0x1234, productId: 0x5678, serial: '' };
const other = { vendorId: 0x4321, productId: 0x8765, serial: '' };
const counting = { vendorId: 0x2222, productId: 0x3333, serial: '' };
const bigRed = { vendorId: 0x1d34, productId: 0x000d, serial: '' };
const config = { driver: 'hid' as const, debounceMs: 20, holdMs: 1000 };

export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function start({ bus }: Bench, named: { vendorId?: number; productId?: number } = {}) {
  const { stage, heard } = testStage();
  const edge = startButton(stage, { ...config, ...named }, bus);
  const count = (type: Event['type']) => heard.filter((event) => event.type === type).length;
  return { stage, edge, count, linked: () => until(() => edge.linked(), 'the button to be found') };
}

/** Long enough for a machine that is busy. */
async function press(button: Plugged, ms = 400, down = [1], up = [0]): Promise<void> {
  button.report(down);
  await wait(ms);
  button.report(up);
  await wait(400);
}

export const buttonCases: Record<string, (bench: Bench) => Promise<void>> = {
  async 'a press is told once, and a hold as a hold'(bench) {
    const { stage, edge, count, linked } = start(bench, ours);
    await wait(50);
    ok(!edge.linked());
    const button = bench.plug(ours);
    await linked();
    deepEqual(stage.state().devices.button, { state: 'real', cause: '' });
    await press(button);
    deepEqual([count('button/pressed'), count('button/held')], [1, 0]);
    await press(button, 1600);
    deepEqual([count('button/pressed'), count('button/held')], [1, 1]);
    await edge.stop();
    button.unplug();
  },

  async 'a burst of five hundred reports is no second press'(bench) {
    const button = bench.plug(ours);
    const { edge, count, linked } = start(bench, ours);
    await linked();
    button.report([1]);
    await wait(400);
    for (let i = 0; i < 500; i++) button.report([i % 2]);
    await wait(400);
    button.report([0]);
    await until(() => count('button/pressed') > 0, 'the press to be told');
    await wait(400);
    equal(count('button/pressed'), 1);
    await press(button);
    equal(count('button/pressed'), 2);
    await edge.stop();
    button.unplug();
  },

  async 'pulled out in the middle of a press it is lost without one, and found again under another path'(
    bench,
  ) {
    const button = bench.plug(ours);
    const { stage, edge, count, linked } = start(bench, ours);
    await linked();
    const [before] = await bench.bus.list();
    button.report([1]);
    await wait(100);
    button.unplug();
    await until(() => stage.state().devices.button?.state === 'lost', 'the loss to be told');
    ok(!edge.linked());
    const filler = bench.plug(other);
    const again = bench.plug(ours);
    await linked();
    const after = (await bench.bus.list()).find(({ vendorId }) => vendorId === ours.vendorId);
    notEqual(after?.path, before?.path);
    equal(count('button/pressed'), 0);
    await press(again);
    deepEqual([count('button/pressed'), count('device/lost')], [1, 1]);
    await edge.stop();
    again.unplug();
    filler.unplug();
  },

  async 'of two alike the one with the same serial number is found again'(bench) {
    const first = bench.plug({ ...ours, serial: 'left' });
    const { edge, count, linked } = start(bench, ours);
    await linked();
    first.unplug();
    const right = bench.plug({ ...ours, serial: 'right' });
    const left = bench.plug({ ...ours, serial: 'left' });
    await until(() => !edge.linked(), 'the loss to be seen');
    await linked();
    await press(right);
    equal(count('button/pressed'), 0);
    await press(left);
    equal(count('button/pressed'), 1);
    await edge.stop();
    right.unplug();
    left.unplug();
  },

  async 'another device is left alone'(bench) {
    const keyboard = bench.plug(other);
    const { stage, edge, count } = start(bench);
    await until(() => stage.state().devices.button?.state === 'lost', 'the bus to be looked at');
    await press(keyboard);
    deepEqual([edge.linked(), count('button/pressed')], [false, 0]);
    await edge.stop();
    keyboard.unplug();
  },

  async 'a button that only answers is asked'(bench) {
    let level = 0x17;
    const button = bench.plug(bigRed, () => [level]);
    const { edge, count, linked } = start(bench);
    await linked();
    await wait(200);
    level = 0x16;
    await wait(300);
    level = 0x17;
    await until(() => count('button/pressed') === 1, 'the press to be told');
    await edge.stop();
    button.unplug();
  },

  async 'an unknown button is learnt by two presses, and presses from then on'(bench) {
    const counter = bench.plug(counting);
    const button = bench.plug(other);
    const { stage, edge, count, linked } = start(bench);
    let ticks = 0;
    const ticking = setInterval(() => counter.report([++ticks & 0xff]), 20);
    stage.tell({ type: 'button/learning', on: 1, cause: '' });
    await until(() => edge.health().figures.listening === 2, 'both devices to be listened to');
    await wait(300);
    let told = 0;
    for (const down of [0x41, 0x40, 0x41, 0x40]) {
      button.report([3, 0, down, ++told]);
      await wait(400);
    }
    await until(() => stage.state().button.learnt !== null, 'the button to be learnt');
    clearInterval(ticking);
    const { interfaceId, ...learnt } = stage.state().button.learnt!;
    ok(interfaceId <= 0);
    deepEqual(learnt, { vendorId: 0x4321, productId: 0x8765, byte: 2, mask: 1, value: 1 });
    equal(count('button/pressed'), 0);
    await linked();
    await press(button, 400, [3, 0, 0x41, 9], [3, 0, 0x40, 10]);
    equal(count('button/pressed'), 1);
    await edge.stop();
    button.unplug();
    counter.unplug();
  },

  async 'a learnt button that is forgotten is read no more, and one of the table is found again'(bench) {
    const button = bench.plug(other);
    const { stage, edge, count, linked } = start(bench);
    const { vendorId, productId } = other;
    const { interfaceId } = (await bench.bus.list()).find((one) => one.vendorId === vendorId)!;
    stage.tell({ type: 'button/learnt', vendorId, productId, interfaceId, byte: 0, mask: 1, value: 1 });
    await linked();
    await press(button);
    equal(count('button/pressed'), 1);
    stage.tell({ type: 'button/forgotten', vendorId, productId });
    await until(() => stage.state().devices.button?.state === 'lost', 'the button to be let go');
    await press(button);
    equal(count('button/pressed'), 1);
    const known = bench.plug(bigRed);
    await linked();
    deepEqual(edge.health().detail, 'Dream Cheeky big red button is linked.');
    await edge.stop();
    known.unplug();
    button.unplug();
  },
};
