import { expect, test } from 'vitest';
import { parsePart, partName, partsOf, WHOLE } from '../../engine/show/part.ts';
import { seamsOf } from '../../engine/show/projection.ts';
import { sharedClock } from '../../sketch/clock.ts';
import { dueList } from '../../sketch/wall/due.ts';
import { gridOf, grownRect } from '../../sketch/wall/grid.ts';
import { fader } from '../../sketch/wall/light.ts';
import { secondsFrom } from '../../sketch/wall/seconds.ts';
import { nearIndex, nearOf, slotOf, viewOf, windowOf } from '../../sketch/wall/view.ts';

test.each([
  '',
  'left',
  '2x1',
  '2x1@2,0',
  '2x1@0,1',
  '0x1@0,0',
  '9x1@0,0',
  '2x1@-1,0',
  ' 2x1@0,0',
  '2x1@0,0,0',
])('"%s" names no part', (text) => expect(parsePart(text)).toBeNull());

test('every part is read back from its name', () => {
  for (const part of [...partsOf(1, 1), ...partsOf(3, 2), ...partsOf(8, 8)])
    expect(parsePart(partName(part))).toEqual(part);
  expect(parsePart('1x1@0,0')).toEqual(WHOLE);
});

test('the parts of a wall lie side by side and leave nothing out', () => {
  const views = partsOf(3, 2).map((part) => viewOf(windowOf(part, seamsOf({}, part)), 1280, 720));
  expect(views.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [0, 0],
    [1280, 0],
    [2560, 0],
    [0, 720],
    [1280, 720],
    [2560, 720],
  ]);
  for (const { wall } of views) expect([wall.width, wall.height]).toEqual([3840, 1440]);
});

test('a window has every cell that can reach into it, grown or not, and no more', () => {
  for (const part of partsOf(3, 2)) {
    const view = viewOf(windowOf(part, seamsOf({}, part)), 640, 360);
    const grid = gridOf(16, 16 / 6, view.wall.width, view.wall.height);
    const near = nearOf(grid, view);
    for (let slot = 0; slot < grid.columns * grid.rows; slot++) {
      const { x, y, width, height } = grownRect(grid, slot, 1);
      const across = x < view.x + view.width && x + width > view.x;
      const down = y < view.y + view.height && y + height > view.y;
      const index = nearIndex(grid, near, slot);
      expect(index >= 0).toBe(across && down);
      if (index >= 0) expect(slotOf(grid, near, index)).toBe(slot);
    }
    expect(near.columns * near.rows).toBeLessThan(0.6 * grid.columns * grid.rows);
  }
});

test('the clock follows the quickest message, and drift', () => {
  const clock = sharedClock();
  expect(clock.offset()).toBe(0);
  for (const [late, local] of [
    [40, 0],
    [2, 1000],
    [90, 2000],
  ] as const)
    clock.hear(local + 500 - late, local);
  expect(clock.offset()).toBe(498);
  // The engine's clock loses 10 ms: after the window has passed twice it is followed.
  for (let local = 3000; local < 130_000; local += 1000) clock.hear(local + 490, local);
  expect(clock.offset()).toBe(490);
  clock.hear(131_000 - 60_000, 131_000);
  expect(clock.offset()).toBe(-60_000);
});

test('windows that were opened in different hours count alike after the next full hour', () => {
  const hour = 3_600_000;
  const early = secondsFrom(hour * 5 + 1000);
  const late = secondsFrom(hour * 6 + 1000);
  expect(early.of(hour * 5 - 250)).toBe(-0.25);
  expect(early.turn(hour * 5 + 2000)).toBe(0);
  expect(early.turn(hour * 6)).toBe(-3600);
  expect(early.of(hour * 6 + 40)).toBe(late.of(hour * 6 + 40));
});

test('what is due is done in order, once, and not before', () => {
  const due = dueList();
  const done: string[] = [];
  due.at(20, () => done.push('late'));
  due.at(10, () => {
    done.push('early');
    due.at(10, () => done.push('at once'));
  });
  due.tick(9);
  expect(done).toEqual([]);
  due.tick(10);
  expect(done).toEqual(['early', 'at once']);
  due.tick(99);
  due.tick(100);
  expect(done).toEqual(['early', 'at once', 'late']);
});

test('the light is the same at 60 and at 7 frames a second', () => {
  const after = (fps: number) => {
    const light = fader();
    let lit = light(1, 0);
    for (let frame = 1; frame <= fps; frame++) lit = light(1, (frame * 1000) / fps);
    return lit;
  };
  expect(after(60)).toBeCloseTo(after(7), 10);
  expect(after(60)).toBeGreaterThan(0.7);
});
