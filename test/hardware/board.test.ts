import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoardConfig } from '../../engine/show/board-config.ts';
import type { Event } from '../../engine/show/events.ts';
import { ANY } from '../../engine/show/sensing/fusion.ts';
import { type BoardEdge, startBoard } from '../../hardware/board/edge.ts';
import { senseRoom } from '../../hardware/board/room.ts';
import { until } from '../tools/show.ts';
import { type Bench, benches, IR, PIR, SONAR } from './rig/benches.ts';
import { testStage } from './stage.ts';

describe.each(benches)('%s', (_, possible, openBench) => {
  describe.skipIf(!possible)('in the room', () => {
    let bench: Bench;
    let edge: BoardEdge;
    const { stage, heard } = testStage();
    const count = (type: Event['type']) => heard.filter((event) => event.type === type).length;

    /** What a sensor has told last. */
    const told = new Map<string, number | null>();
    stage.onTrace((sensor, cm) => told.set(sensor, cm));
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const sees = (sensor: string, cm: number, withinCm: number) =>
      until(() => Math.abs((told.get(sensor) ?? 1e9) - cm) <= withinCm, `${sensor} to see ${cm} cm`);

    // Where the host plays the pattern, a busy one is seen to falter.
    const shines = (how: string) =>
      until(async () => (await bench.lamp()) === how, `the lamp: ${how}`, 90_000);

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
      const near = { dwellMs: 100, leaveMs: 100, marginCm: 0, weight: 1 };
      const config: BoardConfig = {
        name: 'board',
        key: 'board',
        driver: bench.sim ? 'sim' : 'serial',
        path: bench.path,
        buttonPin: 2,
        lampPin: 9,
        sensors: [
          { name: IR, kind: 'infrared', pin: 'A0', nearCm: 40, farCm: 60, ...near },
          { name: PIR, kind: 'pir', pin: 7, nearCm: 100, farCm: 120, ...near },
          ...(bench.echo
            ? [{ name: SONAR, kind: 'ultrasonic' as const, pin: 8, nearCm: 100, farCm: 120, ...near }]
            : []),
        ],
      };
      edge = startBoard(
        stage,
        config,
        { debounceMs: 20, holdMs: 1500 },
        bench.open,
        senseRoom(stage, { boards: [config], fusion: ANY }),
      );
      await sensing('the board to be linked and to sense');
    }, 120_000);
    afterAll(async () => {
      await edge?.stop();
      await bench?.stop();
    });

    test('is told as what it is', () => {
      expect(stage.state().devices).toEqual({ board: { state: bench.sim ? 'sim' : 'real', cause: '' } });
    });

    test('a press is one press, a hold is one hold', async () => {
      bench.button(true);
      await wait(200);
      bench.button(false);
      await until(() => count('button/pressed') === 1, 'the press');
      bench.button(true);
      await until(() => count('button/held') === 1, 'the hold');
      bench.button(false);
      await wait(300);
      expect([count('button/pressed'), count('button/held')]).toEqual([1, 1]);
    });

    test('a contact that chatters is one press', async () => {
      const before = count('button/pressed');
      bench.chatter(true);
      await wait(200);
      bench.chatter(false);
      await until(() => count('button/pressed') > before, 'the press');
      await wait(400);
      expect(count('button/pressed')).toBe(before + 1);
    });

    test('the infrared sensor measures in its reach, and nothing beyond it', async () => {
      for (const cm of [15, 20, 30, 40, 60]) {
        bench.stand(cm);
        await sees(IR, cm, cm * 0.1);
      }
      bench.stand(null);
      await until(() => told.get(IR) === null, 'nothing');
    });

    test('the ultrasonic sensor, where there can be one, measures to 2 cm; no echo is nothing', async () => {
      if (!bench.echo) return;
      for (const cm of [5, 20, 100, 250, 400]) {
        // The last of its reach is where the room's air may make it more.
        bench.echo(Math.min(cm, 399));
        await sees(SONAR, cm, 2);
      }
      bench.echo(null);
      await until(() => told.get(SONAR) === null, 'nothing');
    });

    test('somebody before the infrared sensor is there until they leave', async () => {
      await until(() => !(IR in stage.state().present), 'whoever was measured to be gone');
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
      await shines('on');
      stage.tell({ type: 'visit/begun', visit: 'v', cause: 'button' });
      await shines('tick');
      stage.tell({ type: 'phase/elapsed', visit: 'v', phase: 'notice' });
      await shines('blink');
      stage.tell({ type: 'presence/left', sensor: 'test' });
      stage.tell({ type: 'visit/ended', visit: 'v' });
      await shines('breathe');
      stage.tell({ type: 'fault/raised', code: 'device-failed', where: 'button' });
      await shines('fault');
      stage.tell({ type: 'fault/cleared', code: 'device-failed', where: 'button' });
    }, 300_000);

    test('a pattern is tried out on the lamp, then it is what the phase asks again', async () => {
      // On a slow machine a pattern may be over before it was watched for long enough: it is tried out again.
      const tried = (pattern: string) =>
        until(
          async () => {
            stage.tell({ type: 'lamp/tried', pattern });
            return (await bench.lamp()) === pattern;
          },
          `the lamp to be tried: ${pattern}`,
          90_000,
        );
      await tried('tick');
      await shines('breathe');
      expect(stage.now()).toBeGreaterThanOrEqual(stage.state().lamp!.until);
      await tried('off');
      stage.tell({ type: 'visit/begun', visit: 'w', cause: 'button' });
      await shines('tick');
      stage.tell({ type: 'visit/ended', visit: 'w' });
      await shines('breathe');
    }, 300_000);

    test('unplugged it is lost and sees nobody; plugged again it is back and works', async () => {
      bench.motion(true);
      await until(() => PIR in stage.state().present, 'somebody');
      bench.unplug();
      await until(() => stage.state().devices.board?.state === 'lost', 'the loss to be told');
      expect(stage.state().present).toEqual({});
      bench.motion(false);
      const before = count('button/pressed');
      // Whoever leans on it meanwhile has not pressed it.
      bench.button(true);
      bench.plug();
      await sensing('the board to be back');
      await wait(400);
      bench.button(false);
      await wait(400);
      expect(count('button/pressed')).toBe(before);
      bench.button(true);
      await wait(200);
      bench.button(false);
      await until(() => count('button/pressed') === before + 1, 'a press after the replug');
      expect(stage.state().devices.board?.state).toBe(bench.sim ? 'sim' : 'real');
    }, 120_000);
  });
});
