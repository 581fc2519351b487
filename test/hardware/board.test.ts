import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../engine/show/config-schema.ts';
import type { Event } from '../../engine/show/events.ts';
import { type BoardEdge, startBoard } from '../../hardware/board/edge.ts';
import { openFirmata } from '../../hardware/board/firmata.ts';
import type { OpenBoard } from '../../hardware/board/port.ts';
import { simBoard } from '../../hardware/board/sim.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { canSimulate, startUno, type Uno } from './rig/uno.ts';
import { testStage } from './stage.ts';

/** One suite for every driver: what a person does to the board, in the words of the room. */
interface Bench {
  open: OpenBoard;
  sim: boolean;
  path: string;
  /** Somebody at this distance before the infrared sensor; null = nobody. */
  stand(cm: number | null): void;
  motion(seen: boolean): void;
  button(down: boolean): void;
  unplug(): void;
  plug(): void;
  lampIsOn(): Promise<boolean>;
  stop(): Promise<void>;
}

const IR = 'ir';
const PIR = 'pir';

async function simBench(): Promise<Bench> {
  const board = simBoard();
  let cm: number | null = null;
  let moving = false;
  let down = false;
  const beat = setInterval(() => {
    board.sense(IR, cm);
    board.sense(PIR, moving ? 50 : null);
    board.press(down);
  }, 20);
  return {
    open: board.open,
    sim: true,
    path: 'sim',
    stand(at) {
      cm = at;
    },
    motion(seen) {
      moving = seen;
    },
    button(isDown) {
      down = isDown;
    },
    unplug: board.unplug,
    plug: board.plug,
    lampIsOn: async () => board.lamp() === 'on',
    stop: async () => clearInterval(beat),
  };
}

/** Output of the infrared sensor GP2Y0A21YK in mV, from its data sheet's curve: 20 cm gives 1300 mV. */
function infraredMillivolt(cm: number | null): number {
  return cm === null ? 0 : Math.round(26_000 / cm);
}

async function unoBench(): Promise<Bench> {
  const { folder, remove } = temporaryFolder();
  const uno: Uno = await startUno(folder);
  uno.say('d 2 1');
  uno.say('d 7 0');
  uno.say('a 0 0');
  return {
    open: openFirmata,
    sim: false,
    path: uno.path,
    stand: (cm) => uno.say(`a 0 ${infraredMillivolt(cm)}`),
    motion: (seen) => uno.say(`d 7 ${seen ? 1 : 0}`),
    button: (down) => uno.say(`d 2 ${down ? 0 : 1}`),
    unplug: () => uno.say('unplug'),
    plug: () => uno.say('plug'),
    async lampIsOn() {
      const seen = uno.answers().length;
      uno.say('get 9');
      await until(() => uno.answers().length > seen, 'the pin to be read');
      return uno.answers().trimEnd().endsWith('pin 9 1 out');
    },
    async stop() {
      await uno.stop();
      remove();
    },
  };
}

const benches: [string, boolean, () => Promise<Bench>][] = [
  ['the simulated board', true, simBench],
  [
    'StandardFirmata on a simulated Uno (needs: apt-get install gcc libsimavr-dev libelf-dev)',
    canSimulate,
    unoBench,
  ],
];

describe.each(benches)('%s', (_, possible, openBench) => {
  describe.skipIf(!possible)('in the room', () => {
    let bench: Bench;
    let edge: BoardEdge;
    const { stage, heard } = testStage();
    const count = (type: Event['type']) => heard.filter((event) => event.type === type).length;

    /** A board that is linked begins to tell its pins a moment later. */
    async function sensing(what: string): Promise<void> {
      let sensed = false;
      const deaf = stage.onTrace((sensor) => {
        if (sensor === PIR) sensed = true;
      });
      await until(() => edge.linked() && sensed, what);
      deaf();
    }

    beforeAll(async () => {
      bench = await openBench();
      const near = { dwellMs: 100, leaveMs: 100 };
      const config: Config['board'] = {
        driver: bench.sim ? 'sim' : 'serial',
        path: bench.path,
        buttonPin: 2,
        lampPin: 9,
        sensors: [
          { name: IR, kind: 'infrared', pin: 'A0', nearCm: 40, farCm: 60, ...near },
          { name: PIR, kind: 'pir', pin: 7, nearCm: 100, farCm: 120, ...near },
        ],
      };
      edge = startBoard(stage, config, { debounceMs: 20, holdMs: 600 }, bench.open, bench.sim);
      await sensing('the board to be linked and to sense');
    }, 60_000);
    afterAll(async () => {
      await edge?.stop();
      await bench?.stop();
    });

    test('is told as what it is', () => {
      expect(stage.state().devices).toEqual({ board: { state: bench.sim ? 'sim' : 'real', cause: '' } });
    });

    test('a press is one press, a hold is one hold', async () => {
      bench.button(true);
      await new Promise((resolve) => setTimeout(resolve, 200));
      bench.button(false);
      await until(() => count('button/pressed') === 1, 'the press');
      bench.button(true);
      await until(() => count('button/held') === 1, 'the hold');
      bench.button(false);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect([count('button/pressed'), count('button/held')]).toEqual([1, 1]);
    });

    test('somebody before the infrared sensor is there until they leave', async () => {
      bench.stand(20);
      await until(() => IR in stage.state().present, 'somebody');
      expect(stage.state().present[IR]).toBeGreaterThan(15);
      expect(stage.state().present[IR]).toBeLessThan(27);
      bench.stand(null);
      await until(() => !(IR in stage.state().present), 'nobody');
    });

    test('motion is somebody', async () => {
      bench.motion(true);
      await until(() => PIR in stage.state().present, 'somebody');
      bench.motion(false);
      await until(() => !(PIR in stage.state().present), 'nobody');
    });

    test('the lamp follows the phase', async () => {
      stage.tell({ type: 'presence/entered', sensor: 'test', distanceCm: 1 });
      expect(stage.state().phase).toBe('invite');
      await until(() => bench.lampIsOn(), 'the lamp');
      stage.tell({ type: 'presence/left', sensor: 'test' });
    });

    test('unplugged it is lost and sees nobody; plugged again it is back and works', async () => {
      bench.motion(true);
      await until(() => PIR in stage.state().present, 'somebody');
      bench.unplug();
      await until(() => stage.state().devices.board?.state === 'lost', 'the loss to be told');
      expect(stage.state().present).toEqual({});
      bench.motion(false);
      bench.plug();
      await sensing('the board to be back');
      const before = count('button/pressed');
      bench.button(true);
      await new Promise((resolve) => setTimeout(resolve, 200));
      bench.button(false);
      await until(() => count('button/pressed') === before + 1, 'a press after the replug');
      expect(stage.state().devices.board?.state).toBe(bench.sim ? 'sim' : 'real');
    }, 60_000);
  });
});
