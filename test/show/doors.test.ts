import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../engine/show/config.ts';
import { eventTypes, parseEvent } from '../../engine/show/events.ts';
import { defaultParams } from '../../engine/show/params.ts';
import { type PressState, press, released } from '../../engine/show/press.ts';
import { recalled, settledAt } from '../../engine/show/scenes.ts';
import { sense, unsensed } from '../../engine/show/sensing/sense.ts';

describe('events', () => {
  test('each type is parsed and nothing else is', () => {
    expect(eventTypes.length).toBeGreaterThan(20);
    const event = { type: 'presence/entered', sensor: 'door', distanceCm: 80 };
    expect(parseEvent(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });

  test.each([
    null,
    'button/pressed',
    { type: 'button/smashed', button: 'a' },
    { type: 'button/pressed' },
    { type: 'button/pressed', button: 'a', extra: 1 },
    { type: 'creature/died', creature: 1.5, slot: 0 },
    { type: 'creature/died', creature: 2 ** 31, slot: 0 },
    { type: 'presence/entered', sensor: 'door', distanceCm: Number.NaN },
    { type: 'button/pressed', button: 'x'.repeat(201) },
  ])('%j is refused', (data) => {
    expect(() => parseEvent(data)).toThrow();
  });
});

describe('press', () => {
  const config = { debounceMs: 20, holdMs: 1500 };
  const play = (edges: [at: number, level: boolean][]) => {
    let state: PressState = released;
    const told: string[] = [];
    for (let at = 0, level = false; at <= 4000; at += 5) {
      level = edges.filter(([edge]) => edge <= at).at(-1)?.[1] ?? level;
      const step = press(state, level, at, config);
      state = step.state;
      if (step.outcome) told.push(step.outcome.type);
    }
    return told;
  };
  test.each<[string, [number, boolean][], string[]]>([
    [
      'a press',
      [
        [100, true],
        [300, false],
      ],
      ['pressed'],
    ],
    [
      'a bouncing press',
      [
        [100, true],
        [105, false],
        [110, true],
        [300, false],
        [305, true],
        [310, false],
      ],
      ['pressed'],
    ],
    [
      'noise',
      [
        [100, true],
        [110, false],
      ],
      [],
    ],
    [
      'a hold is not also a press',
      [
        [100, true],
        [2500, false],
      ],
      ['held'],
    ],
    [
      'two presses',
      [
        [100, true],
        [300, false],
        [500, true],
        [700, false],
      ],
      ['pressed', 'pressed'],
    ],
    ['a stuck button holds once', [[100, true]], ['held']],
  ])('%s', (_, edges, expected) => {
    expect(play(edges)).toEqual(expected);
  });
});

describe('presence', () => {
  const config = { nearCm: 120, farCm: 160, dwellMs: 500, leaveMs: 800, marginCm: 0 };
  const play = (readings: (number | null)[]) => {
    let state = unsensed();
    const told: string[] = [];
    readings.forEach((cm, i) => {
      const step = sense(state, cm, i * 100, config);
      state = step.state;
      if (step.outcome) told.push(step.outcome.type);
    });
    return told;
  };
  const for_ = (count: number, cm: number | null) => new Array<number | null>(count).fill(cm);
  test.each<[string, (number | null)[], string[]]>([
    ['somebody stays', for_(15, 80), ['entered']],
    ['somebody passes', [...for_(3, 80), ...for_(20, 300)], []],
    ['one wild reading', [...for_(10, 300), 20, ...for_(10, 300)], []],
    ['no echo is nobody', for_(20, null), []],
    ['zero is no echo', for_(20, 0), []],
    ['between near and far nothing changes', [...for_(15, 80), ...for_(20, 140)], ['entered']],
    ['somebody leaves', [...for_(15, 80), ...for_(20, 300)], ['entered', 'left']],
  ])('%s', (_, readings, expected) => {
    expect(play(readings)).toEqual(expected);
  });
});

test('a morph moves evenly and can be caught on the way', () => {
  const scened = { params: defaultParams(), morph: null, scenes: { low: { brightness: 0, columns: 20 } } };
  const moving = recalled(scened, 'low', 1000, 5000);
  expect(settledAt(moving, 5000)).toMatchObject({ brightness: 1, columns: 16 });
  expect(settledAt(moving, 5500)).toMatchObject({ brightness: 0.5, columns: 18 });
  expect(settledAt(moving, 9999)).toMatchObject({ brightness: 0, columns: 20 });
  const caught = recalled({ ...moving, scenes: { up: { brightness: 1 } } }, 'up', 100, 5500);
  expect(settledAt(caught, 5500).brightness).toBe(0.5);
});

describe('config', () => {
  test('an empty config is the default show', () => {
    expect(parseConfig({}).config).toMatchObject({
      web: { port: 4173, host: '127.0.0.1' },
      osc: { listenPort: 9000 },
    });
  });

  test('every fault is listed at once, with path and remedy', () => {
    const { faults } = parseConfig({
      wbe: {},
      web: { port: 70_000 },
      board: { sensors: [{ name: 'door', kind: 'ultrasonic', pin: 7, nearCm: 200, farCm: 100 }] },
      params: { tempo: 99, nonsense: 1 },
      generator: { providers: ['abacus'] },
    });
    const paths = faults.map((fault) => fault.path).sort();
    expect(paths).toEqual([
      'board.sensors.0.farCm',
      'generator.providers.0',
      'params.nonsense',
      'params.tempo',
      'wbe',
      'web.port',
    ]);
    for (const fault of faults) expect(fault.remedy.length).toBeGreaterThan(5);
  });

  test.each([
    [{ cues: { go: { scene: 'missing' } } }, 'cues.go.scene'],
    [{ scenes: { a: { brightness: 2 } } }, 'scenes.a.brightness'],
  ])('%j', (config, path) => {
    expect(parseConfig(config).faults.map((fault) => fault.path)).toEqual([path]);
  });
});
