import { expect, test } from 'vitest';
import { type Guidance, guidance, mainFace } from '../../sketch/booth/guidance.ts';
import type { Seen } from '../../sketch/parts/face/analyzer.ts';

/** A face whose middle is at `x`, `y` of the frame and whose height is `height` of it. */
function face(x: number, y: number, height: number): Seen {
  const width = height * 0.6;
  return { x: x - width / 2, y: y - height / 2, width, height, score: 0.9 };
}

const middle = face(0.5, 0.5, 0.5);

test.each<[what: string, seen: Seen[], before: Seen | null, expected: Guidance]>([
  ['nobody', [], null, 'nobody'],
  ['somebody far behind', [face(0.2, 0.4, 0.1)], null, 'nobody'],
  ['far away', [face(0.5, 0.5, 0.2)], null, 'closer'],
  ['too near', [face(0.5, 0.5, 0.95)], null, 'back'],
  ['on the left of the camera, which is the right of the mirror', [face(0.2, 0.5, 0.5)], null, 'left'],
  ['on the right of the camera', [face(0.8, 0.5, 0.5)], null, 'right'],
  ['just come', [middle], null, 'still'],
  ['walking', [middle], face(0.4, 0.5, 0.5), 'still'],
  ['standing', [middle], face(0.51, 0.5, 0.5), 'good'],
  ['two in front', [middle, face(0.8, 0.5, 0.45)], middle, 'one'],
  ['a bystander behind', [face(0.8, 0.4, 0.12), middle], middle, 'good'],
  ['a child beside', [middle, face(0.8, 0.7, 0.3)], middle, 'good'],
])('%s', (_, seen, before, expected) => {
  expect(guidance(seen, before, 0.4)).toBe(expected);
});

test('in the dark nobody is told to step in front of the camera, unless a face is seen all the same', () => {
  expect(guidance([], null, 0.03)).toBe('dark');
  expect(guidance([middle], middle, 0.03)).toBe('good');
});

test('a visit is about the largest face in front', () => {
  expect(mainFace([face(0.2, 0.4, 0.12), face(0.7, 0.5, 0.3), middle])).toBe(middle);
  expect(mainFace([face(0.2, 0.4, 0.12)])).toBeNull();
});
