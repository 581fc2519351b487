import { describe, expect, test } from 'vitest';
import { type Fusion, isRoomTaken } from '../../../engine/show/sensing/fusion.ts';
import { emptyRoom, type Room, roomForgets, roomSense } from '../../../engine/show/sensing/room.ts';

const vote = (present: boolean, weight = 1) => ({ present, weight });

test.each<[Fusion['mode'], number, ReturnType<typeof vote>[], boolean]>([
  ['any', 1, [vote(false), vote(true)], true],
  ['any', 1, [vote(false), vote(false)], false],
  ['any', 1, [], false],
  ['all', 1, [vote(true), vote(true)], true],
  ['all', 1, [vote(true), vote(false)], false],
  ['all', 1, [], false],
  ['weighted', 1, [vote(true), vote(false)], true],
  ['weighted', 2, [vote(true, 1.5), vote(false, 2)], false],
  ['weighted', 2, [vote(true, 1.5), vote(true, 0.5)], true],
  ['weighted', 0, [vote(true, 0), vote(false)], false],
])('%s, threshold %d, of %j is %s', (mode, threshold, votes, taken) => {
  expect(isRoomTaken(votes, { mode, threshold })).toBe(taken);
});

describe('a room of two sensors', () => {
  const one = { nearCm: 100, farCm: 120, dwellMs: 200, leaveMs: 200, marginCm: 0, weight: 1 };
  const sensors = { door: one, window: { ...one, weight: 2 } };
  const any: Fusion = { mode: 'any', threshold: 1 };
  const all: Fusion = { mode: 'all', threshold: 1 };

  function play(...parts: [Fusion, number | null, number | null][]) {
    let room: Room = emptyRoom;
    const told: string[] = [];
    parts.forEach(([fusion, door, window], part) => {
      for (let i = 0; i < 10; i++) {
        for (const [sensor, cm] of [['door', door] as const, ['window', window] as const]) {
          const sensed = roomSense(room, sensor, cm, (part * 10 + i) * 100, { sensors, fusion });
          room = sensed.room;
          for (const fact of sensed.facts)
            told.push(
              `${fact.type} ${fact.sensor}${fact.type === 'presence/entered' ? ` ${fact.distanceCm}` : ''}`,
            );
        }
      }
    });
    return { room, told };
  }

  test.each<[string, [Fusion, number | null, number | null][], string[]]>([
    [
      'any tells each sensor by its name',
      [[any, 80, 60]],
      ['presence/entered door 80', 'presence/entered window 60'],
    ],
    ['all says nothing of one', [[all, 80, null]], []],
    ['all tells of the room, with who is nearest', [[all, 80, 60]], ['presence/entered room 60']],
    [
      'all is left as soon as one sees nobody',
      [
        [all, 80, 60],
        [all, null, 60],
      ],
      ['presence/entered room 60', 'presence/left room'],
    ],
    [
      'weighted by what each counts',
      [[{ mode: 'weighted', threshold: 2 }, null, 60]],
      ['presence/entered room 60'],
    ],
    ['weighted, too light', [[{ mode: 'weighted', threshold: 2 }, 80, null]], []],
    [
      'a room that is fused otherwise from now on tells what that changes',
      [
        [any, 80, null],
        [all, 80, null],
        [any, 80, null],
      ],
      ['presence/entered door 80', 'presence/left door', 'presence/entered door 80'],
    ],
  ])('%s', (_, parts, told) => {
    expect(play(...parts).told).toEqual(told);
  });

  test('each sensor stays visible whatever the room says', () => {
    const { room } = play([all, 80, null]);
    expect([room.sensors.door!.dwell.present, room.sensors.window!.dwell.present]).toEqual([true, false]);
  });

  test('a sensor that does not answer has no vote, and one that is unknown says nothing', () => {
    const setup = { sensors: { door: one }, fusion: all };
    let room: Room = emptyRoom;
    for (let i = 0; i < 5; i++) room = roomSense(room, 'door', 80, i * 100, setup).room;
    expect(room.told).toEqual(['room']);
    expect(roomSense(room, 'window', 80, 500, setup)).toEqual({ room, step: null, facts: [] });
    const forgotten = roomForgets(room, ['door'], { door: 300 }, setup);
    expect(forgotten.facts).toEqual([{ type: 'presence/left', sensor: 'room' }]);
    expect(forgotten.room.told).toEqual([]);
    expect(forgotten.room.sensors.door?.baseline.cm).toBe(300);
  });
});
