import { expect, test } from 'vitest';
import { squareAround } from '../../engine/show/crop.ts';
import { fictionalAttributes, traitsOf } from '../../engine/visit/attributes.ts';
import { attributeTable } from '../../engine/visit/attributes-table.ts';
import { someGenome } from './generator-double.ts';

const average = new Float32Array(8);
const plate = (seed: number, mix: readonly [number, number, number]) => ({
  genome: someGenome(seed),
  mix,
  average,
  proportions: null,
  mate: { creature: 99, generation: 3 },
  visitorsBefore: 1,
});

test('every number lies within its row and comes from a trait that exists', () => {
  for (let seed = 1; seed < 200; seed++) {
    const lines = fictionalAttributes(plate(seed, [0.5, 0.3, 0.2]));
    attributeTable.forEach((row, i) => {
      expect(row.trait).toBeLessThan(24);
      if ('words' in row) expect(row.words).toContain(lines[i]!.value);
      else {
        expect(Number(lines[i]!.value)).toBeGreaterThanOrEqual(row.min - 0.5);
        expect(Number(lines[i]!.value)).toBeLessThanOrEqual(row.max);
      }
    });
  }
});

test('traits are spread over people, whatever the scale of the genome', () => {
  for (const scale of [0.01, 1, 50]) {
    const firsts = Array.from({ length: 300 }, (_, seed) => {
      const w = someGenome(seed + 1).w.map((value) => value * scale);
      return traitsOf(w, average)[0]!;
    });
    for (let quarter = 0; quarter < 4; quarter++) {
      const inside = firsts.filter((trait) => Math.floor(trait * 4) === quarter).length;
      expect(inside).toBeGreaterThan(40);
    }
  }
});

test('more machine means more power; ancestry reads the kingdoms and numbers, never a name', () => {
  const power = (mix: readonly [number, number, number]) =>
    Number(fictionalAttributes(plate(4, mix)).find(({ name }) => name === 'engine power')!.value);
  expect(power([0, 1, 0])).toBeGreaterThan(power([1, 0, 0]));
  expect(fictionalAttributes(plate(4, [0.5, 0.3, 0.2])).at(-1)).toMatchObject({
    name: 'ancestry',
    value: '50 % human, 30 % machine, 20 % cell; out of No. 99, generation 3, 1 earlier visitor',
  });
});

const usual = { eyes: 0.43, brow: 0.19, nose: 0.43, mouth: 0.36, lips: 0.13, jaw: 0.79, askew: 0.14 };

test('how a face is built pulls the rows that name a proportion, and no others', () => {
  const read = (askew: number) =>
    fictionalAttributes({ ...plate(7, [0.5, 0.3, 0.2]), proportions: { ...usual, askew } });
  const [even, odd] = [read(0.01), read(0.4)];
  const value = (lines: typeof even, name: string) => Number(lines.find((one) => one.name === name)!.value);
  expect(value(odd, 'tolerance')).toBeGreaterThan(2 * value(even, 'tolerance'));
  for (const { name, proportion } of attributeTable)
    if (proportion !== 'askew') expect(value(odd, name), name).toEqual(value(even, name));
  expect(read(0.4)).toEqual(odd);
});

test('the machine remarks upon the two values furthest from the middle, in sentences of their rows', () => {
  for (let seed = 1; seed < 60; seed++) {
    const lines = fictionalAttributes(plate(seed, [0.2, 0.6, 0.2]));
    const remarked = lines.filter(({ remark }) => remark !== undefined);
    expect(remarked).toHaveLength(2);
    for (const { name, value, remark } of remarked) {
      const row = attributeTable.find((one) => one.name === name)!;
      if ('words' in row) throw new Error(`${name} has no middle`);
      const middle = row.scale === 'log' ? Math.sqrt(row.min * row.max) : (row.min + row.max) / 2;
      expect(remark).toBe(Number(value) < middle ? row.low : row.high);
    }
    const [first] = remarked;
    const without = fictionalAttributes(plate(seed, [0.2, 0.6, 0.2]), [first!.name]);
    expect(without.find(({ name }) => name === first!.name)).not.toHaveProperty('remark');
    expect(without.filter(({ remark }) => remark !== undefined)).toHaveLength(2);
  }
});

test('the crop stays inside the picture, sits on the face and else in the upper third', () => {
  expect(squareAround(600, 900, null)).toEqual({ left: 0, top: 100, side: 600 });
  expect(squareAround(900, 600, null)).toEqual({ left: 150, top: 0, side: 600 });
  const face = { x: 0.4, y: 0.3, width: 0.2, height: 0.2 };
  const square = squareAround(1000, 1000, face);
  expect(square.side).toBe(350);
  expect(square.left + square.side / 2).toBe(500);
  for (let i = 0; i < 500; i++) {
    const box = { x: (i % 7) / 7, y: (i % 5) / 5, width: (i % 11) / 11, height: (i % 13) / 13 };
    const { left, top, side } = squareAround(640, 480, box);
    expect(Math.min(left, top, 640 - left - side, 480 - top - side)).toBeGreaterThanOrEqual(0);
  }
});
