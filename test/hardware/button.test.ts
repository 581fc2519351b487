import { describe, expect, test } from 'vitest';
import { startButton } from '../../hardware/button/edge.ts';
import { startLearner } from '../../hardware/button/learner.ts';
import { memoryBus } from '../../hardware/button/memory-bus.ts';
import { realBus } from '../../hardware/button/real-bus.ts';
import { until } from '../tools/show.ts';
import { buttonCases, wait } from './rig/button-cases.ts';
import { memoryBench } from './rig/memory-bench.ts';
import { testStage } from './stage.ts';

const config = { driver: 'hid' as const, debounceMs: 20, holdMs: 1000 };
const someone = { vendorId: 0x4321, productId: 0x8765, interfaceId: 0, serial: '' };

describe('on a bus in memory', () => {
  test.concurrent.each(Object.entries(buttonCases))('%s', (_name, run) => run(memoryBench()));
});

test.concurrent('while a button is being learnt no press begins a visit, and health says what to do', async () => {
  const bench = memoryBench();
  const known = bench.plug({ vendorId: 0x0c45, productId: 0x7403, serial: '' });
  const { stage, heard } = testStage();
  const edge = startButton(stage, config, bench.bus);
  await until(() => edge.linked(), 'the button to be found');
  stage.tell({ type: 'button/learning', on: 1, cause: '' });
  await until(() => !edge.linked(), 'learning to begin');
  expect(edge.health()).toMatchObject({ ok: true, detail: expect.stringMatching(/press it twice/) });
  for (const key of [5, 0, 5, 0]) {
    known.report([1, 0, 0, key]);
    await wait(100);
  }
  expect(heard.map(({ type }) => type)).toEqual(['device/linked', 'button/learning']);
  await edge.stop();
});

test.concurrent.each([
  ['nothing is plugged in', [], []],
  ['no button was pressed twice', ['/dev/a', '/dev/keyboard'], ['/dev/keyboard']],
  ['the devices may not be opened; see their rights', ['/dev/keyboard'], ['/dev/keyboard']],
])('learning ends by itself: %s', async (cause, paths, locked) => {
  const bus = memoryBus();
  for (const path of paths) bus.plug({ ...someone, path });
  for (const path of locked) bus.lock(path);
  const told = await new Promise((resolve) => {
    startLearner({ bus, allowed: () => true, now: Date.now, ms: 250, done: (...all) => resolve(all) });
  });
  expect(told).toEqual([null, cause]);
});

test.concurrent('a button that is plugged in while learning is heard as well', async () => {
  const bus = memoryBus();
  let resolve: (learnt: unknown) => void = () => {};
  const learnt = new Promise((done) => {
    resolve = done;
  });
  const learner = startLearner({ bus, allowed: () => true, now: Date.now, done: resolve });
  await wait(100);
  bus.plug({ ...someone, path: '/dev/a' });
  await until(() => learner.listening() === 1, 'the button to be listened to');
  await wait(300);
  for (const level of [1, 0, 1, 0]) {
    bus.report('/dev/a', [level]);
    await wait(100);
  }
  expect(await learnt).toEqual({
    vendorId: 0x4321,
    productId: 0x8765,
    interfaceId: 0,
    byte: 0,
    mask: 1,
    value: 1,
  });
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
