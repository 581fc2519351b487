import { expect, test } from 'vitest';
import { noButton } from '../../engine/show/button.ts';
import { chooseButton } from '../../hardware/button/choose.ts';
import { buttonFor, knownButtons } from '../../hardware/button/known.ts';

const reports: Record<string, { down: number[][]; up: number[][] }> = {
  'Dream Cheeky big red button': { down: [[0x16]], up: [[0x15], [0x17]] },
  'PCsensor foot switch': { down: [[1, 0, 0, 5]], up: [[1, 0, 0, 0]] },
};

test.each(knownButtons)('$name says that it is down and that it is up', ({ name, vendorId, productId }) => {
  const { isDown } = buttonFor(vendorId, productId);
  const { down, up } = reports[name]!;
  expect(down.map((report) => isDown(Uint8Array.from(report)))).toEqual(down.map(() => true));
  expect(up.map((report) => isDown(Uint8Array.from(report)))).toEqual(up.map(() => false));
  expect(isDown(new Uint8Array())).toBeNull();
});

test('a big red button tells only what it is asked', () => {
  expect(buttonFor(0x1d34, 0x000d).ask).toEqual([0, 8, 0, 0, 0, 0, 0, 0, 2]);
});

const device = (path: string, vendorId: number, productId: number, interfaceId = 0, serial = '') => ({
  path,
  vendorId,
  productId,
  interfaceId,
  serial,
});
const pedal = device('pedal', 0x0c45, 0x7403);
const keys = device('keys', 0x4321, 1, 0);
const knob = device('knob', 0x4321, 1, 1);
const learnt = { vendorId: 0x4321, productId: 1, interfaceId: 1, byte: 2, mask: 0x81, value: 0x80 };

test.each([
  ['one of the table', [keys, pedal], {}, noButton.learnt, 'pedal', 'PCsensor foot switch'],
  ['none that nobody knows', [keys, knob], {}, noButton.learnt, undefined, undefined],
  ['the learnt one first, by its interface', [pedal, keys, knob], {}, learnt, 'knob', 'The learnt button'],
  [
    'one of the table where the learnt one is gone',
    [pedal, keys],
    {},
    learnt,
    'pedal',
    'PCsensor foot switch',
  ],
  ['the one that is named', [pedal, knob], { vendorId: 0x4321 }, noButton.learnt, 'knob', 'unknown button'],
  [
    'the one that is named, as learnt',
    [keys, knob],
    { vendorId: 0x4321 },
    learnt,
    'knob',
    'The learnt button',
  ],
  ['only the one that is named', [keys, knob], { vendorId: 0x0c45 }, learnt, undefined, undefined],
  ['only with its product', [pedal], { vendorId: 0x0c45, productId: 1 }, null, undefined, undefined],
])('chosen is %s', (_what, devices, config, known, path, name) => {
  const found = chooseButton(devices, config, known, '');
  expect([found?.device.path, found?.button.name]).toEqual([path, name]);
});

test('of two alike the one that was there before; another where it is gone', () => {
  const [left, right] = [device('a', 0x0c45, 0x7403, 0, 'left'), device('b', 0x0c45, 0x7403, 0, 'right')];
  const chosen = (before: string) => chooseButton([left, right], {}, null, before)?.device.path;
  expect(['', 'left', 'right', 'gone'].map(chosen)).toEqual(['a', 'a', 'b', 'a']);
});

test('a learnt button is read by its byte, its mask and its value', () => {
  const { isDown } = chooseButton([knob], {}, learnt, '')!.button;
  const read = (...bytes: number[]) => isDown(Uint8Array.from(bytes));
  expect([read(0, 0, 0x80), read(9, 9, 0xfe), read(0, 0, 0x81), read(0, 0, 0)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(read(0, 0)).toBeNull();
});
