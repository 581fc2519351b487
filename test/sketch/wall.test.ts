import { expect, test } from 'vitest';
import { rowsFor } from '../../engine/show/wall.ts';
import { isGap, parseFrame, parseTrace } from '../../sketch/frames.ts';
import { ARRIVAL_S, AT_REST, arrivalAt } from '../../sketch/wall/arrival.ts';
import { fullDensity, judged } from '../../sketch/wall/density.ts';
import { cellRect, gridOf, grownRect, pictureSide } from '../../sketch/wall/grid.ts';

const SIZE = [1920, 1080] as const;

test.each([4, 16, 28, 40])('%i columns fill the wall edge to edge', (columns) => {
  const grid = gridOf(columns, 16 / 9, ...SIZE);
  const last = cellRect(grid, columns * rowsFor(columns, 16 / 9) - 1);
  expect(last.x + last.width).toBeCloseTo(1920);
  expect(last.y + last.height).toBeCloseTo(1080);
  const shape = grid.cellWidth / (grid.cellHeight - grid.labelHeight);
  expect(shape).toBeGreaterThan(0.8);
  expect(shape).toBeLessThan(1.3);
});

test('a grown specimen stays inside the wall, wherever it hangs', () => {
  const grid = gridOf(16, 16 / 9, ...SIZE);
  for (let slot = 0; slot < grid.columns * grid.rows; slot++) {
    const { x, y, width, height } = grownRect(grid, slot, 1);
    expect(width).toBeCloseTo(3 * grid.cellWidth);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(1920.001);
    expect(y + height).toBeLessThanOrEqual(1080.001);
  }
  expect(grownRect(grid, 37, 0)).toEqual(cellRect(grid, 37));
});

test('pictures are fetched no larger than they are shown', () => {
  expect([4, 16, 40].map((columns) => pictureSide(gridOf(columns, 16 / 9, ...SIZE)))).toEqual([256, 128, 64]);
});

test('an arrival dims, grows, is named and sinks back without a jump', () => {
  expect(arrivalAt(0)).toEqual(AT_REST);
  expect(arrivalAt(6)).toEqual({ hold: 1, grown: 1, named: 1 });
  expect(arrivalAt(ARRIVAL_S)).toEqual(AT_REST);
  let before = arrivalAt(0);
  for (let age = 0; age <= ARRIVAL_S; age += 1 / 60) {
    const at = arrivalAt(age);
    expect(Math.abs(at.grown - before.grown)).toBeLessThan(0.03);
    expect(Math.abs(at.hold - before.hold)).toBeLessThan(0.03);
    expect(Math.abs(at.named - before.named)).toBeLessThan(0.05);
    before = at;
  }
});

test.each([
  [5, 6, false],
  [5, 5, false],
  [5, 2, false],
  [5, 7, true],
])('after revision %i, revision %i is a gap: %s', (last, next, gap) => {
  expect(isGap(last, next)).toBe(gap);
});

test('a frame that is none is refused', () => {
  const event = { type: 'button/pressed', button: 'booth' };
  const frame = { revision: 1, at: 2, event };
  expect(parseFrame(JSON.stringify(frame))).toEqual({ ...frame, by: '' });
  expect(parseFrame(JSON.stringify({ ...frame, by: 'desk Ada' }))).toEqual({ ...frame, by: 'desk Ada' });
  for (const bad of ['', '{}', '[]', JSON.stringify({ revision: 1, at: 2, event: { type: 'x' } })])
    expect(parseFrame(bad)).toBeNull();
});

test('a reading of a sensor is read, with what was made of it; anything else is none', () => {
  const step = { at: 5, rawCm: 80, medianCm: 81, filteredCm: 81, baselineCm: 300, near: true, present: true };
  const trace = { sensor: 'door', value: 80, at: 5, step };
  expect(parseTrace(JSON.stringify({ trace }))).toEqual(trace);
  expect(parseTrace('{"trace":{"sensor":"osc","value":null,"at":7}}')).toEqual({
    sensor: 'osc',
    value: null,
    at: 7,
    step: null,
  });
  for (const bad of ['{', '{}', '{"trace":{}}', '{"trace":null}', '{"revision":1}'])
    expect(parseTrace(bad)).toBeNull();
});

test('only a machine that draws slowly gets fewer pixels, and never too few', () => {
  const after = (frameMs: number, frames: number) =>
    Array.from({ length: frames }).reduce<typeof fullDensity>((judge) => judged(judge, frameMs), fullDensity)
      .density;
  expect(after(16, 1000)).toBe(1);
  expect(after(120, 39)).toBe(1);
  expect(after(120, 40)).toBe(0.5);
  expect(after(120, 1000)).toBe(0.5);
});
