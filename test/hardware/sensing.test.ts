import { describe, expect, test } from 'vitest';
import { until } from '../tools/show.ts';
import { room } from './sensing-room.ts';

describe('several sensors', () => {
  test('are told each by its name where any will do', async () => {
    const { sense, told, edge } = await room();
    sense(2, 80, null);
    sense(2, 300, null);
    expect(told()).toEqual(['entered door', 'left door']);
    await edge.stop();
  });

  test('are told as the room where all must see somebody, and each stays visible', async () => {
    const { sense, told, stage, edge } = await room({ mode: 'all', threshold: 1 });
    const steps = new Map<string, boolean>();
    stage.onTrace((sensor, _value, _at, step) => steps.set(sensor, step!.present));
    sense(2, 80, null);
    expect([...steps]).toEqual([
      ['door', true],
      ['window', false],
    ]);
    expect(told()).toEqual([]);
    sense(2, 80, 60);
    expect(stage.state().present).toEqual({ room: expect.closeTo(60, 0) });
    sense(2, 80, null);
    expect(told()).toEqual(['entered room', 'left room']);
    await edge.stop();
  });

  test('a lost board leaves no room behind', async () => {
    const { sense, told, board, edge } = await room({ mode: 'all', threshold: 1 });
    sense(2, 80, 60);
    board.unplug();
    expect(told()).toEqual(['entered room', 'left room']);
    await edge.stop();
  });
});

test('what is calibrated holds at once, over the configuration', async () => {
  const { sense, told, stage, edge } = await room();
  stage.tell({ type: 'threshold/set', sensor: 'door', name: 'nearCm', value: 60 });
  sense(2, 80, null);
  expect(told()).toEqual([]);
  stage.tell({ type: 'threshold/set', sensor: 'door', name: 'nearCm', value: 90 });
  sense(2, 80, null);
  expect(told()).toEqual(['entered door']);
  stage.tell({ type: 'fusion/set', mode: 'weighted', threshold: 2 });
  sense(1, 80, null);
  expect(told()).toEqual(['entered door', 'left door']);
  await edge.stop();
});

test('an empty room that moves away from its calibration is a fault, until it is kept anew', async () => {
  const { sense, stage, edge } = await room();
  const faults = () => stage.state().faults.map(({ code, where }) => `${code} ${where}`);
  sense(70, 300, null);
  expect(stage.state().calibration.baselines).toEqual({ door: 300, window: 0 });
  stage.tell({ type: 'calibration/saved', version: 1, by: 'desk' });
  sense(120, 280, null);
  expect(faults()).toEqual([]);
  sense(200, 255, null);
  expect(faults()).toEqual(['sensor-drifted door']);
  stage.tell({ type: 'calibration/saved', version: 2, by: 'desk' });
  expect(faults()).toEqual([]);
  await edge.stop();
});

test('what the empty room reads outlives the board', async () => {
  const { sense, stage, board, edge } = await room();
  sense(5, 300, null);
  board.unplug();
  board.plug();
  const baselines: (number | null | undefined)[] = [];
  stage.onTrace((sensor, _value, _at, step) => sensor === 'door' && baselines.push(step?.baselineCm));
  await until(edge.linked, 'the board to be back');
  sense(1, 80, null);
  expect(baselines).toEqual(new Array(10).fill(300));
  await edge.stop();
});
