import { expect, test } from 'vitest';
import { exposureOf, lightsOf, MIDDLE } from '../../sketch/calibrate/exposure.ts';

const [WIDTH, HEIGHT] = [64, 36];
const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };

/** A picture with one light in the box and another around it, 0..255. */
function picture(inside: number, around: number, { x, y, width, height } = box): number[] {
  return Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const [px, py] = [((i % WIDTH) + 0.5) / WIDTH, (Math.floor(i / WIDTH) + 0.5) / HEIGHT];
    return px >= x && px < x + width && py >= y && py < y + height ? inside : around;
  });
}

test.each([
  ['a dark room', 10, 20, 'dark'],
  ['a lamp only on the wall far behind', 30, 100, 'backlit'],
  ['a window behind', 70, 230, 'backlit'],
  ['a dark skin, lit from the front', 60, 60, 'good'],
  ['a dark skin before a grey wall', 60, 120, 'good'],
  ['a pale skin before a black curtain', 160, 15, 'good'],
  ['a pale skin before a white wall', 170, 240, 'good'],
  ['a lamp in the face', 235, 120, 'bright'],
  ['everything is burnt out', 250, 250, 'bright'],
  ['a black picture', 0, 0, 'dark'],
] as const)('%s (face %i, rest %i): %s', (_, face, rest, hint) => {
  expect(exposureOf(lightsOf(picture(face, rest), WIDTH, HEIGHT, box))).toBe(hint);
});

test('the light of a part is that of its box alone; a box beyond the edges has no rest', () => {
  const lights = lightsOf(picture(51, 204, MIDDLE), WIDTH, HEIGHT, MIDDLE);
  expect(lights.part).toBeCloseTo(0.2);
  expect(lights.rest).toBeCloseTo(0.8);
  const all = lightsOf(picture(51, 204), WIDTH, HEIGHT, { x: -1, y: -1, width: 3, height: 3 });
  expect(all.rest).toBe(0);
  expect(all.part).toBeGreaterThan(0.2);
});
