import { describe, expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { createBatch, latest } from '../../hardware/osc/batch.ts';

const turn = (param: string, value: number): Event => ({ type: 'param/turned', param, value });
const scene: Event = { type: 'scene/recalled', scene: 'night', morphMs: 0 };

describe('orders that come together', () => {
  test('of each parameter the last value counts, in its place', () => {
    expect(
      latest([turn('psi', 1), turn('tempo', 2), scene, turn('psi', 0.5), turn('tempo', 3), turn('tempo', 4)]),
    ).toEqual([scene, turn('psi', 0.5), turn('tempo', 4)]);
    expect(latest([turn('psi', 1), scene])).toEqual([turn('psi', 1), scene]);
    expect(latest([scene, scene])).toEqual([scene, scene]);
  });

  test('are told once a turn of the event loop, and in a flood every few ms', async () => {
    const told: Event[][] = [];
    let now = 0;
    const gather = createBatch(
      (events) => void told.push(events),
      () => now,
    );
    gather([turn('psi', 1)]);
    gather([turn('psi', 0.2), scene]);
    expect(told).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    now = 5;
    gather([scene]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([[turn('psi', 0.2), scene], [scene]]);
    for (let i = 0; i < 8; i++) gather([turn('tempo', i)]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(told[2]).toEqual([turn('tempo', 7)]);
    gather([turn('tempo', 8)]);
    await new Promise((resolve) => setImmediate(resolve));
    gather([turn('tempo', 9)]);
    expect(told).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told[3]).toEqual([turn('tempo', 9)]);
  });
});
