import { expect, test } from 'vitest';
import { SQUARES, squaresOf } from '../../sketch/booth/squares.ts';

const specimen = (human: number) => ({
  creature: 0,
  parentA: 0,
  parentB: 0,
  generation: 1,
  mix: [human, 1 - human, 0] as const,
  bornAt: 0,
  name: null,
});
const wall = [1, 2, 3, null, 4, 5, 6, 7, 8, 9, 10, null];
const specimens = Object.fromEntries(wall.map((id) => [String(id), specimen(id === 3 ? 0.1 : 0.9)]));

test('eight different creatures of the wall and the visitor, the same for the whole visit', () => {
  const squares = squaresOf({ wall, specimens }, 'a1b2');
  const creatures = squares.map(({ creature }) => creature);
  expect(squares).toHaveLength(SQUARES);
  expect(new Set(creatures).size).toBe(SQUARES);
  expect(creatures.filter((id) => id === null)).toHaveLength(1);
  for (const id of creatures) expect(wall).toContain(id);
  expect(squaresOf({ wall, specimens }, 'a1b2')).toEqual(squares);
});

test('visitors stand in different places', () => {
  const places = Array.from({ length: 40 }, (_, i) =>
    squaresOf({ wall, specimens }, `visit${i}`).findIndex(({ creature }) => creature === null),
  );
  expect(new Set(places).size).toBeGreaterThan(5);
});

test('the machine selects the visitor and whoever is human enough', () => {
  const all = squaresOf({ wall: [3, 4], specimens }, 'x');
  expect(all.find(({ creature }) => creature === null)!.alike).toBe(true);
  expect(all.find(({ creature }) => creature === 3)!.alike).toBe(false);
  expect(all.find(({ creature }) => creature === 4)!.alike).toBe(true);
});

test('an empty wall leaves the visitor alone', () => {
  expect(squaresOf({ wall: [null, null], specimens: {} }, 'x')).toEqual([{ creature: null, alike: true }]);
});
