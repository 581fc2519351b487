import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { play, type Recorded } from '../../hardware/board/playback.ts';
import { readRecording, recordedBoard } from '../../hardware/board/recorded.ts';
import { temporaryFolder } from '../tools/show.ts';
import { DOOR, room, turnedClock } from './sensing-room.ts';

describe('a recording on the simulated board', () => {
  const recording: Recorded[] = Array.from({ length: 60 }, (_, i) => ({
    at: 1_700_000_000_000 + i * 100,
    sensor: 'door',
    cm: i < 20 ? 300 : i < 40 ? 80 : null,
  }));

  test('is the same visit, whenever it is played', async () => {
    const { board, clock, turn, told, edge } = await room();
    const { done } = play(board, recording, 1, clock);
    turn(2500);
    expect(told()).toEqual([]);
    turn(500);
    expect(told()).toEqual(['entered door']);
    turn(3000);
    await done;
    expect(told()).toEqual(['entered door', 'left door']);
    await edge.stop();
  });

  test.each([
    [1, 5900],
    [4, 1475],
    [0.5, 11_800],
  ])('at speed %d it takes %d ms', (speed, ms) => {
    const { clock, turn, now } = turnedClock();
    const heard: number[] = [];
    play({ sense: () => heard.push(now()) }, recording, speed, clock);
    turn(60_000);
    expect(heard).toHaveLength(60);
    expect([heard[0], heard.at(-1)]).toEqual([0, ms]);
  });

  test('is stopped, and a speed that is none is refused', async () => {
    const { clock, turn } = turnedClock();
    const heard: unknown[] = [];
    const playing = play({ sense: (sensor) => heard.push(sensor) }, recording, 1, clock);
    turn(1000);
    playing.stop();
    turn(10_000);
    await playing.done;
    expect(heard).toHaveLength(11);
    expect(() => play({ sense: () => {} }, recording, 0, clock)).toThrow(RangeError);
    await play({ sense: () => {} }, [], 1, clock).done;
  });

  test('is played for as long as the board is open', async () => {
    const { clock, turn } = turnedClock();
    const heard: (number | null)[] = [];
    const handlers = { reading: (_: string, cm: number | null) => void heard.push(cm) };
    const board = { level() {}, unfit() {}, lost() {}, ...handlers };
    const config = {
      name: 'board',
      key: 'board',
      driver: 'sim' as const,
      buttonPin: 2,
      lampPin: 9,
      sensors: [],
    };
    const link = await recordedBoard(recording, clock)(config, board);
    turn(2050);
    await link.close();
    turn(10_000);
    expect(heard).toEqual([...new Array(20).fill(300), 80]);
  });

  test.each<[string, string | null, string | RegExp]>([
    ['that is not there', null, /no such file/],
    ['that is none', 'at,sensor,cm\n1,door,near', 'line 2: "near" is no distance'],
    ['of other sensors', 'at,sensor,cm\n1,cellar,80', 'is of cellar'],
    ['of nothing', 'at,sensor,cm', 'is of no sensor'],
  ])('%s is a fault of the configuration', (_, text, what) => {
    const { folder, remove } = temporaryFolder();
    const file = join(folder, 'night.csv');
    if (text !== null) writeFileSync(file, text);
    const { faults } = readRecording({ recording: file, sensors: [DOOR], key: 'board' });
    expect(faults).toMatchObject([{ path: 'board.recording', what: expect.stringMatching(what) }]);
    writeFileSync(file, 'at,sensor,cm\n1,door,80\n');
    expect(readRecording({ recording: file, sensors: [DOOR], key: 'board' })).toEqual({
      samples: [{ at: 1, sensor: 'door', cm: 80 }],
      faults: [],
    });
    remove();
  });
});
