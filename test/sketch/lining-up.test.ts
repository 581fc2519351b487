import { expect, test } from 'vitest';
import { WHOLE } from '../../engine/show/part.ts';
import { AS_IT_IS, isPicture, type Projection } from '../../engine/show/projection.ts';
import { history, nudged, reset } from '../../sketch/calibrate/lining-up.ts';

const press = (from: Projection, handle: string, key: string, times = 1, large = false) =>
  Array.from({ length: times }).reduce<Projection>((now) => nudged(now, handle, key, large), from);

test('an arrow moves one corner by a pixel, with shift by twenty', () => {
  const moved = press(press(AS_IT_IS, '2', 'ArrowLeft', 3), '2', 'ArrowDown', 1, true);
  const [x, y] = moved.corners[1];
  expect(x * 1920).toBeCloseTo(1917, 2);
  expect(y * 1080).toBeCloseTo(20, 2);
  expect(moved.corners[0]).toBe(AS_IT_IS.corners[0]);
  const back = press(press(moved, '2', 'ArrowRight', 3), '2', 'ArrowUp', 1, true);
  expect(back.corners[1][0]).toBeCloseTo(1, 5);
  expect(back.corners[1][1]).toBeCloseTo(0, 5);
});

test('the whole picture is moved at once', () => {
  const moved = press(AS_IT_IS, 'a', 'ArrowUp', 2, true);
  for (const [i, [, y]] of moved.corners.entries())
    expect(y).toBeCloseTo(AS_IT_IS.corners[i]![1] - 40 / 1080, 5);
});

test('however long a key is held, a picture is left', () => {
  for (const [handle, key] of [
    ['1', 'ArrowRight'],
    ['3', 'ArrowUp'],
    ['a', 'ArrowLeft'],
  ] as const) {
    const held = press(AS_IT_IS, handle, key, 500, true);
    expect(isPicture(held.corners)).toBe(true);
    expect(held).not.toEqual(AS_IT_IS);
  }
});

test('a side has width and gamma, within their ranges', () => {
  const moved = press(press(AS_IT_IS, 'r', 'ArrowRight', 4), 'r', 'ArrowUp', 2);
  expect(moved.blends.right.share).toBeCloseTo(0.02, 6);
  expect(moved.blends.right.gamma).toBeCloseTo(2.3, 6);
  expect(moved.corners).toBe(AS_IT_IS.corners);
  const ends = press(press(moved, 'r', 'ArrowRight', 200, true), 'r', 'ArrowDown', 200, true);
  expect(ends.blends.right).toEqual({ share: 0.5, gamma: 1 });
});

test('a reset forgets corners and blends, not the pattern', () => {
  const set = { ...press(press(AS_IT_IS, '1', 'ArrowDown', 9), 'l', 'ArrowRight', 9), pattern: true };
  expect(reset(set)).toEqual({ ...AS_IT_IS, pattern: true });
});

test('a gesture is one step back, whatever part it was in', () => {
  const undo = history();
  const other = { columns: 2, rows: 1, column: 1, row: 0 };
  const moved = press(AS_IT_IS, '1', 'ArrowDown');
  undo.keep(WHOLE, AS_IT_IS, '1', 0);
  undo.keep(WHOLE, moved, '1', 900);
  undo.keep(WHOLE, moved, '2', 1000);
  undo.keep(other, AS_IT_IS, '2', 1100);
  expect(undo.back()).toMatchObject({ part: other });
  expect(undo.back()).toMatchObject({ part: WHOLE, before: moved, what: '2' });
  expect(undo.back()).toMatchObject({ part: WHOLE, before: AS_IT_IS, what: '1' });
  expect(undo.back()).toBeNull();
});
