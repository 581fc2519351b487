import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../engine/show/config.ts';

describe('several boards', () => {
  const sensor = { name: 'door', kind: 'ultrasonic', pin: 7 };
  const faultsOf = (given: object) => parseConfig(given).faults.map(({ path, what }) => `${path}: ${what}`);

  test('are each their own, with one room; the one board is a list of one', () => {
    const window = { ...sensor, name: 'window' };
    const boards = [
      { name: 'left', driver: 'serial', vendorId: 0x2341, sensors: [sensor] },
      { name: 'right', driver: 'serial', serial: '75', lampPin: 9, sensors: [window] },
      { name: 'third board' },
    ];
    const { config } = parseConfig({ boards, fusion: { mode: 'all' } });
    expect(config?.boards).toMatchObject([
      { name: 'left', key: 'boards.0', lampPin: 13, sensors: [{ name: 'door', nearCm: 120 }] },
      { name: 'right', key: 'boards.1', lampPin: 9 },
      { name: 'third board', key: 'boards.2', driver: 'sim' },
    ]);
    expect(config?.fusion).toEqual({ mode: 'all', threshold: 1 });
    expect(parseConfig({}).config).toMatchObject({
      boards: [{ name: 'board', key: 'board', driver: 'sim' }],
    });
    expect(parseConfig({ board: { fusion: { mode: 'all' } } }).config?.fusion.mode).toBe('all');
  });

  const left = { name: 'left', driver: 'serial' };
  test.each<[object, string[]]>([
    [{ board: {}, boards: [{ name: 'left' }] }, ['boards: is there beside "board"']],
    [{ boards: [] }, ['boards: is empty']],
    [{ board: { fusion: {} }, fusion: {} }, ['fusion: is there beside board.fusion']],
    [{ boards: [{ name: 'left' }, { name: 'left' }] }, ['boards.1.name: "left" is the name of boards.0 too']],
    [{ boards: [{ name: 'button' }] }, ['boards.0.name: "button" is taken']],
    [
      {
        boards: [
          { name: 'left', sensors: [sensor] },
          { name: 'right', sensors: [sensor] },
        ],
      },
      ['boards.1.sensors.0.name: "door" is there twice'],
    ],
    [{ boards: [left, { ...left, name: 'right' }] }, ['boards.1: cannot be told from boards.0 on USB']],
    [
      {
        boards: [
          { ...left, path: '/dev/a' },
          { ...left, name: 'right', path: '/dev/a' },
        ],
      },
      ['boards.1.path: is the port of boards.0 too'],
    ],
    [
      {
        boards: [left, { ...left, name: 'right', vendorId: 0x1a86 }, { ...left, name: 'c', path: '/dev/a' }],
      },
      [],
    ],
    [
      { boards: [{ name: 'left', sensors: [{ ...sensor, farCm: 1 }], lampPin: -1 }] },
      [expect.stringMatching(/^boards.0.lampPin: /), 'boards.0.sensors.0.farCm: 1 is below nearCm'],
    ],
    [
      { wbe: {}, boards: [{ name: 'left' }, { name: 'left' }] },
      ['wbe: is not a known key', 'boards.1.name: "left" is the name of boards.0 too'],
    ],
    [{ boards: [{ name: 'sim:left' }] }, [expect.stringMatching(/^boards.0.name: must begin with/)]],
  ])('%j is told as it is', (given, faults) => {
    expect(faultsOf(given)).toEqual(faults);
  });

  test('have no more sensors together than can be calibrated', () => {
    const sensors = (from: string) =>
      Array.from({ length: 16 }, (_, i) => ({ ...sensor, name: `${from}${i}` }));
    const boards = ['a', 'b', 'c'].map((name) => ({ name, sensors: sensors(name) }));
    expect(faultsOf({ boards: boards.slice(0, 2) })).toEqual([]);
    expect(faultsOf({ boards })).toEqual(['boards: has 48 sensors on all boards together']);
  });
});
