import { expect, test } from 'vitest';
import { seeded } from '../../engine/show/random.ts';
import { isBlank } from '../../sketch/booth/blank.ts';

const SIZE = 160 * 90;
const random = seeded(4);

test.each([
  ['black', () => 0],
  ['behind a cap, with the noise of a sensor', () => 3 + random() * 4],
  ['one grey', () => 128],
  ['black with some hot pixels', () => (random() < 0.005 ? 255 : 0)],
])('a frame that is %s shows nothing', (_, luma) => {
  expect(isBlank(Float32Array.from({ length: SIZE }, luma))).toBe(true);
});

test('somebody in a dark room is not nothing', () => {
  const dim = Float32Array.from({ length: SIZE }, (_, i) => ((i % 160) / 160) * 12);
  expect(isBlank(dim)).toBe(false);
});
