/** Long because one board goes through all of it, each trouble after the one before, as in a long night. */

import five from 'johnny-five';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoardConfig } from '../../engine/show/board-config.ts';
import type { Event } from '../../engine/show/events.ts';
import { ANY } from '../../engine/show/sensing/fusion.ts';
import { type BoardEdge, startBoard } from '../../hardware/board/edge.ts';
import { openFirmata } from '../../hardware/board/firmata.ts';
import { senseRoom } from '../../hardware/board/room.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { lateness, memoryMB, times } from './rig/measures.ts';
import { canSimulate, OWN_FIRMWARE, standardFirmware, startUno, type Uno } from './rig/uno.ts';
import { testStage } from './stage.ts';

const NOISE_BYTES = 100_000;
/** For as long as somebody would have to stay to be somebody, and longer. */
const NOISE_AT_ONCE = 400;
const NOISE_EVERY_MS = 15;
const DWELL_MS = 1200;
const VISITS: Event['type'][] = ['button/pressed', 'button/held', 'presence/entered'];
const UNPLUGS = 50;
const HANGS = 10;
/** By then whatever is kept once has been kept. */
const WARM_UNPLUGS = 10;
/** What the room is promised, less what this process was late itself, and for a return less what the board was. */
const LOST_MS = 2000;
const BACK_MS = 3000;
/** Of forty unplugs; a board that is kept is about half a MB of heap. */
const GROWTH_MB = { resident: 24, heap: 4 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * `plug` is how the cable comes back each time: a power cycle, or for StandardFirmata, which blinks its version for
 * seconds whenever it gets power, mostly the line alone.
 */
const firmwares: [string, () => string, plug: string, unservable: string[]][] = [
  ['StandardFirmata', standardFirmware, 'replug', ['board: sonar', 'board: nowhere']],
  ['our firmware', () => OWN_FIRMWARE, 'plug', ['board: nowhere']],
];

describe.skipIf(!canSimulate).each(firmwares)(
  'a board with %s that is mistreated (needs: apt-get install gcc libsimavr-dev libelf-dev)',
  (name, firmware, plug, unservable) => {
    const { stage, heard } = testStage();
    const { folder, remove } = temporaryFolder();
    const late = lateness();
    const figures: string[] = [];
    let uno: Uno;
    let edge: BoardEdge;
    let toldAt = 0;
    let wentStale = false;
    const count = (type: Event['type']) => heard.filter((event) => event.type === type).length;
    /** What somebody would have done, without what was meant. */
    let falseVisits: Event[] = [];
    const figure = () => edge.health().figures.link;
    stage.onEvent(({ event }) => {
      if (VISITS.includes(event.type)) falseVisits.push(event);
      if (event.type === 'device/lost' || event.type === 'device/linked') toldAt = performance.now();
    });

    /** How long after an order the loss was told. */
    async function lostMs(order: string): Promise<number> {
      const begun = performance.now();
      await uno.ask(order, 'ok');
      await until(() => {
        wentStale ||= figure() === 'stale' && stage.state().devices.board?.state === 'real';
        return !edge.linked();
      }, 'the loss');
      return Math.max(0, toldAt - begun - late.sinceMs(begun));
    }

    /** How long after an order the board was back; a busy machine holds up both of them. */
    async function backMs(order: string, isBack = edge.linked): Promise<number> {
      const clock = await uno.nowMs();
      const begun = performance.now();
      uno.say(order);
      await until(isBack, 'the board to be back');
      const wall = toldAt - begun;
      const heldUp = performance.now() - begun - ((await uno.nowMs()) - clock);
      return Math.max(0, wall - Math.max(heldUp, late.sinceMs(begun)));
    }

    /** A button that was found down would have to be let go first. */
    async function press(): Promise<void> {
      await until(() => edge.health().figures.button === 'up', 'the button to be known');
      const before = count('button/pressed');
      uno.say('d 2 0');
      await wait(200);
      uno.say('d 2 1');
      await until(() => count('button/pressed') > before, 'the press');
      expect(falseVisits).toEqual([{ type: 'button/pressed', button: 'board' }]);
      falseVisits = [];
    }

    beforeAll(async () => {
      uno = await startUno(folder, firmware());
      uno.say('d 2 1');
      uno.say('d 7 0');
      uno.say('a 0 0');
      const near = { nearCm: 100, farCm: 120, dwellMs: DWELL_MS, leaveMs: 100, marginCm: 0, weight: 1 };
      const config: BoardConfig = {
        name: 'board',
        key: 'board',
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
      const room = senseRoom(stage, { boards: [config], fusion: ANY });
      edge = startBoard(stage, config, { debounceMs: 20, holdMs: 5000 }, openFirmata, room);
      let sensed = false;
      stage.onTrace(() => {
        sensed = true;
      });
      await until(() => edge.linked() && sensed, 'the board to be linked and to sense');
    }, 60_000);
    afterAll(async () => {
      late.stop();
      await edge?.stop();
      await uno?.stop();
      remove();
      console.log(`${name}\n  ${figures.join('\n  ')}`);
    });

    test('says which of its parts it cannot serve, and serves the others', () => {
      const faults = stage.state().faults.filter((fault) => fault.code === 'device-failed');
      expect(faults.map((fault) => fault.where)).toEqual(unservable);
      if (unservable.length > 1)
        expect(edge.health().detail).toMatch(
          /StandardFirmata.* cannot time an echo; flash hardware\/firmware/,
        );
      expect(edge.health()).toMatchObject({
        ok: false,
        detail: expect.stringContaining('nowhere: the board has no pin 60'),
      });
    });

    test('noise on the line is nobody and no press', async () => {
      for (let sent = 0; sent < NOISE_BYTES; sent += NOISE_AT_ONCE) {
        uno.say(`noise ${NOISE_AT_ONCE}`);
        await wait(NOISE_EVERY_MS);
      }
      const back = await backMs('noise 1', () => figure() === 'linked');
      await wait(2500);
      figures.push(
        `${NOISE_BYTES / 1000} kB of noise: ${falseVisits.length} false visits, until back: ${back.toFixed(0)} ms`,
      );
      expect(falseVisits).toEqual([]);
      expect(back).toBeLessThan(BACK_MS);
      await press();
    }, 60_000);

    test('what a hanging board last saw is nobody; it is lost, and back when it goes on', async () => {
      const lost = times('hangs, until lost');
      const back = times('hangs, until back');
      const told = new Map<string, number | null>();
      let shown = 0;
      const deaf = stage.onTrace((sensor, cm) => told.set(sensor, cm));
      for (let i = 0; i < HANGS; i++) {
        uno.say('d 7 1');
        const movedAt = performance.now();
        await until(() => typeof told.get('pir') === 'number', 'motion to be told');
        await uno.ask('stat', 'stat');
        // On a machine that is so late they have stayed long enough to be somebody.
        const enters = performance.now() - movedAt > DWELL_MS / 3;
        wentStale = false;
        lost.add(await lostMs('hang'));
        expect(wentStale).toBe(true);
        if (enters) falseVisits = falseVisits.filter(({ type }) => type !== 'presence/entered');
        else shown += 1;
        expect(falseVisits).toEqual([]);
        expect([figure(), stage.state().devices.board?.state]).toEqual(['lost', 'lost']);
        uno.say('d 7 0');
        back.add(await backMs('run'));
        told.clear();
        await until(() => told.has('pir'), 'the board to tell again');
      }
      deaf();
      figures.push(String(lost), String(back), `false visits: 0 of ${shown} that somebody had just begun`);
      expect(falseVisits).toEqual([]);
      expect(lost.max()).toBeLessThan(LOST_MS);
      expect(back.max()).toBeLessThan(BACK_MS);
    }, 200_000);

    test('a board that restarts by itself is linked anew, and its pins work again', async () => {
      const losses = count('device/lost');
      uno.say('reset');
      await until(() => count('device/lost') > losses, 'the restart to be noticed');
      await until(() => edge.linked(), 'the board to be back');
      await wait(300);
      await press();
    }, 60_000);

    test('however often it is unplugged, it comes back and nothing of the old one is kept', async () => {
      const lost = times('unplugs, until lost');
      const back = times('unplugs, until back');
      let warm = memoryMB();
      for (let i = 0; i < UNPLUGS; i++) {
        if (i === WARM_UNPLUGS) warm = memoryMB();
        lost.add(await lostMs('unplug'));
        back.add(await backMs(plug));
      }
      const { resident, heap } = memoryMB();
      const growth = { resident: resident - warm.resident, heap: heap - warm.heap };
      figures.push(
        String(lost),
        String(back),
        `false visits: ${falseVisits.length}`,
        `memory: ${resident.toFixed(0)} MB, ${growth.resident.toFixed(1)} more than after ${WARM_UNPLUGS}; of it heap ${growth.heap.toFixed(1)}`,
      );
      expect(five.Board.cache).toHaveLength(1);
      expect(stage.state().devices.board).toEqual({ state: 'real', cause: '' });
      expect(falseVisits).toEqual([]);
      expect(lost.max()).toBeLessThan(LOST_MS);
      expect(back.max()).toBeLessThan(BACK_MS);
      expect(growth.heap).toBeLessThan(GROWTH_MB.heap);
      expect(growth.resident).toBeLessThan(GROWTH_MB.resident);
    }, 300_000);

    test('a power cut is no visit either, and afterwards its button works', async () => {
      await lostMs('unplug');
      await wait(300);
      figures.push(`a power cut, until back: ${(await backMs('plug')).toFixed(0)} ms`);
      await wait(300);
      await press();
      expect(falseVisits).toEqual([]);
    }, 60_000);
  },
);
