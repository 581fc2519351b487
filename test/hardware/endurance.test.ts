import five from 'johnny-five';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../engine/show/config-schema.ts';
import type { Event } from '../../engine/show/events.ts';
import { type BoardEdge, startBoard } from '../../hardware/board/edge.ts';
import { openFirmata } from '../../hardware/board/firmata.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { canSimulate, startUno, type Uno } from './rig/uno.ts';
import { testStage } from './stage.ts';

const NOISE_BYTES = 100_000;
/** The line's buffer takes no more. */
const NOISE_AT_ONCE = 2000;
const UNPLUGS = 5;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(!canSimulate)(
  'a board that is mistreated (needs: apt-get install gcc libsimavr-dev libelf-dev)',
  () => {
    const { stage, heard } = testStage();
    const { folder, remove } = temporaryFolder();
    let uno: Uno;
    let edge: BoardEdge;
    const count = (type: Event['type']) => heard.filter((event) => event.type === type).length;
    const visitors = () =>
      count('button/pressed') + count('button/held') + count('presence/entered') + count('presence/left');
    const figure = () => edge.health().figures.link;

    beforeAll(async () => {
      uno = await startUno(folder);
      uno.say('d 2 1');
      uno.say('d 7 0');
      uno.say('a 0 0');
      const near = { nearCm: 100, farCm: 120, dwellMs: 1200, leaveMs: 100 };
      const config: Config['board'] = {
        driver: 'serial',
        path: uno.path,
        buttonPin: 2,
        lampPin: 9,
        sensors: [
          { name: 'pir', kind: 'pir', pin: 7, ...near },
          { name: 'ir', kind: 'infrared', pin: 'A0', ...near },
          { name: 'sonar', kind: 'ultrasonic', pin: 8, ...near },
          { name: 'nowhere', kind: 'pir', pin: 60, ...near },
        ],
      };
      edge = startBoard(stage, config, { debounceMs: 20, holdMs: 600 }, openFirmata, false);
      let sensed = false;
      stage.onTrace(() => {
        sensed = true;
      });
      await until(() => edge.linked() && sensed, 'the board to be linked and to sense');
    }, 60_000);
    afterAll(async () => {
      await edge?.stop();
      await uno?.stop();
      remove();
    });

    test('says which of its parts it cannot serve, and serves the others', () => {
      const faults = stage.state().faults.filter((fault) => fault.code === 'device-failed');
      expect(faults.map((fault) => fault.where)).toEqual(['board: sonar', 'board: nowhere']);
      expect(edge.health()).toMatchObject({
        ok: false,
        detail: expect.stringContaining('nowhere: the board has no pin 60'),
      });
    });

    test('noise on the line is nobody and no press', async () => {
      for (let sent = 0; sent < NOISE_BYTES; sent += NOISE_AT_ONCE) {
        uno.say(`noise ${NOISE_AT_ONCE}`);
        await wait(20);
      }
      await wait(2500);
      await until(() => figure() === 'linked', 'the board to answer again');
      expect(visitors()).toBe(0);
      uno.say('d 2 0');
      await wait(200);
      uno.say('d 2 1');
      await until(() => count('button/pressed') === 1, 'a press after the noise');
    });

    test('what a hanging board last saw is nobody; it is lost, and back when it goes on', async () => {
      const before = count('presence/entered');
      uno.say('d 7 1');
      // Long enough to be told, shorter than the dwell.
      await wait(150);
      uno.say('hang');
      await until(() => figure() === 'stale', 'the silence to be noticed');
      expect(stage.state().devices.board).toMatchObject({ state: 'real' });
      await until(() => figure() === 'lost', 'the loss');
      expect(count('presence/entered')).toBe(before);
      expect(stage.state().devices.board).toMatchObject({ state: 'lost' });
      uno.say('d 7 0');
      uno.say('run');
      await until(() => figure() === 'linked', 'the board to be back');
    });

    test('however often it is unplugged, it comes back and nothing of the old one is kept', async () => {
      for (let i = 0; i < UNPLUGS; i++) {
        uno.say('unplug');
        await until(() => !edge.linked(), 'the loss');
        uno.say('plug');
        await until(() => edge.linked(), 'the board to be back');
      }
      expect(five.Board.cache).toHaveLength(1);
      expect(stage.state().devices.board).toEqual({ state: 'real', cause: '' });
    }, 60_000);
  },
);
