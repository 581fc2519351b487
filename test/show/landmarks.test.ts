import { expect, test } from 'vitest';
import { type Dot, eyeOpenness, proportionsOf } from '../../engine/show/landmarks.ts';

/** A drawn face of 68 points whose measures are known; `open` is the height of the eyes, in pixels. */
function face({ open = 6, scale = 1, shift = 0 } = {}): Dot[] {
  const dots: Dot[] = Array.from({ length: 68 }, () => ({ x: 50, y: 50 }));
  const put = (i: number, x: number, y: number) => {
    dots[i] = { x, y };
  };
  put(0, 0, 30);
  put(16, 100, 30);
  put(4, 10, 70);
  put(12, 90, 70);
  put(8, 50, 120);
  put(27, 50, 20);
  put(33, 50 + shift, 60);
  for (let i = 17; i < 27; i++) put(i, (i - 17) * 10 + 5, 10);
  for (const [from, x] of [
    [36, 20],
    [42, 60],
  ] as const) {
    put(from, x, 30);
    put(from + 3, x + 20, 30);
    for (const [i, at, y] of [
      [1, 7, -1],
      [2, 13, -1],
      [4, 13, 1],
      [5, 7, 1],
    ] as const)
      put(from + i, x + at, 30 + (y * open) / 2);
  }
  put(48, 30, 90);
  put(54, 70, 90);
  put(62, 50, 88);
  put(66, 50, 96);
  return dots.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
}

test('proportions are ratios: the same for the same face near and far', () => {
  const near = proportionsOf(face())!;
  expect(near).toEqual({ eyes: 0.4, brow: 0.2, nose: 0.4, mouth: 0.4, lips: 0.2, jaw: 0.8, askew: 0 });
  const far = proportionsOf(face({ scale: 0.25 }))!;
  for (const [name, value] of Object.entries(near))
    expect(far[name as keyof typeof far]).toBeCloseTo(value, 9);
  expect(proportionsOf(face({ shift: 30 }))!.askew).toBeCloseTo(0.3, 9);
});

test('no proportions where there is no face', () => {
  expect(proportionsOf([])).toBeNull();
  expect(proportionsOf(Array.from({ length: 68 }, () => ({ x: 1, y: 1 })))).toBeNull();
});

test.each([
  ['open', 6, 0.3],
  ['narrow', 3, 0.15],
  ['closed', 0, 0],
])('%s eyes', (_, open, openness) => {
  expect(eyeOpenness(face({ open }))).toBeCloseTo(openness, 9);
  expect(eyeOpenness([])).toBe(0);
});
