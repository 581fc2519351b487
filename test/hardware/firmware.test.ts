import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOwn, ownLamp, setEchoPin } from '../../hardware/board/own-firmware.ts';
import { watchPing } from '../../hardware/board/ping.ts';
import type { Lamp } from '../../hardware/board/port.ts';
import { openSession, type Session } from '../../hardware/board/session.ts';
import { canCompile } from '../tools/has.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { seenLamp } from './rig/seen-lamp.ts';
import { CYCLES_PER_MS, canSimulate, OWN_FIRMWARE, startUno, type Uno } from './rig/uno.ts';

const BUTTON = 2;
const LAMP = 9;
const ONBOARD = 13;
const SONAR = 8;
const NO_ECHO_CM = -1;

describe.skipIf(!canCompile)(
  'the compiled firmware (needs, of Debian 12: apt-get install gcc-avr avr-libc binutils-avr arduino-core-avr)',
  () => {
    test('was built from the sketch beside it', () => {
      const { folder, remove } = temporaryFolder();
      execFileSync(join(OWN_FIRMWARE, '../build.sh'), [folder], { stdio: 'ignore' });
      const built = readFileSync(join(folder, 'mishmash-us.hex'), 'utf8');
      remove();
      expect(built === readFileSync(OWN_FIRMWARE, 'utf8'), 'run hardware/firmware/build.sh').toBe(true);
    }, 120_000);
  },
);

describe.skipIf(!canSimulate)(
  'our firmware by its own clock (needs: apt-get install gcc libsimavr-dev libelf-dev)',
  () => {
    const { folder, remove } = temporaryFolder();
    let uno: Uno;
    let session: Session;
    /** Until the board has it: its answer to a question after it. */
    const tell = (how: Lamp, pin = LAMP) => {
      ownLamp(session, pin).show(how);
      return new Promise<void>((resolve) => session.io.reportVersion(() => resolve()));
    };
    const seen = (pin = LAMP, watchedMs?: number) => seenLamp(uno, pin, 'board', watchedMs);

    /** Lets the board's clock run. */
    async function boardWait(ms: number): Promise<void> {
      const begun = await uno.nowMs();
      await until(async () => (await uno.nowMs()) - begun >= ms, `${ms} ms of the board`);
    }

    /** The board's words about the button's port after a line to the rig, each with its ms after the line. */
    async function toldAfter(
      line: string,
      answer: string,
      ms: number,
    ): Promise<{ high: boolean; afterMs: number }[]> {
      const begun = uno.answers().length;
      const cycle = Number((await uno.ask(line, answer)).at(-1));
      await boardWait(ms);
      const bytes = [
        ...uno
          .answers()
          .slice(begun)
          .matchAll(/^tx (\d+) (\d+)$/gm),
      ].map(([, byte, at]) => ({
        byte: Number(byte),
        afterMs: (Number(at) - cycle) / CYCLES_PER_MS,
      }));
      return bytes.flatMap(({ byte, afterMs }, i) =>
        byte === 0x90 && bytes[i + 1] ? [{ high: (bytes[i + 1]!.byte & (1 << BUTTON)) !== 0, afterMs }] : [],
      );
    }

    beforeAll(async () => {
      uno = await startUno(folder, OWN_FIRMWARE);
      uno.say(`d ${BUTTON} 1`);
      session = await openSession(uno.path);
      session.board.pinMode(BUTTON, session.io.MODES.PULLUP);
      session.io.reportDigitalPin(BUTTON, 1);
      await boardWait(50);
      uno.say('listen 1');
    });
    afterAll(async () => {
      await session?.close();
      await uno?.stop();
      remove();
    });

    test('says what it is and what its pins can', () => {
      const { io } = session;
      expect(isOwn(session)).toBe(true);
      expect(io.firmware).toEqual({ name: 'MishmashUs', version: { major: 1, minor: 0 } });
      expect(io.analogPins).toEqual([14, 15, 16, 17, 18, 19]);
      expect(io.RESOLUTION).toMatchObject({ ADC: 1023, PWM: 255 });
      const able = (mode: number) =>
        io.pins.flatMap((pin, i) => (pin.supportedModes.includes(mode) ? [i] : []));
      expect(able(io.MODES.PWM)).toEqual([3, 5, 6, 9, 10, 11]);
      expect(able(io.MODES.PING_READ)).toEqual(Array.from({ length: 18 }, (_, i) => i + 2));
    });

    test('a contact counts once it has been steady for 5 ms', async () => {
      const chatterMs = 9 * 0.7;
      const told = await toldAfter(`b ${BUTTON} 0 9 700`, `ok b`, 60);
      expect(told.map(({ high }) => high)).toEqual([false]);
      expect(told[0]!.afterMs).toBeGreaterThan(chatterMs + 5);
      expect(told[0]!.afterMs).toBeLessThan(chatterMs + 7.5);
      uno.say(`d ${BUTTON} 1`);
      await boardWait(20);
      // Shorter than that is nothing.
      expect(await toldAfter(`b ${BUTTON} 1 3 1200`, `ok b`, 60)).toEqual([]);
    });

    test('no pin waits for an echo that does not come', async () => {
      uno.say(`d ${BUTTON} 1`);
      uno.say(`sr ${SONAR} ${SONAR} ${NO_ECHO_CM}`);
      let pings = 0;
      const stop = watchPing(session, SONAR, (us) => {
        pings += us === 0 ? 1 : 0;
      });
      await until(() => pings > 1, 'pings without echo');
      const latenciesMs: number[] = [];
      for (let i = 0; i < 24; i++) {
        const [told] = await toldAfter(`d ${BUTTON} ${i % 2}`, 'ok d', 30 + i);
        latenciesMs.push(told?.afterMs ?? Number.POSITIVE_INFINITY);
      }
      stop();
      expect(pings).toBeGreaterThan(5);
      // 5 ms steady, and 2 ms where the answer to a ping is just being sent.
      expect(Math.max(...latenciesMs)).toBeLessThan(12);
    }, 120_000);

    test('an echo may come on a pin of its own; one that stays high is none', async () => {
      const echoes: number[] = [];
      uno.say('sr 10 11 100');
      setEchoPin(session, 10, 11);
      const stop = watchPing(session, 10, (us) => echoes.push(us));
      await until(() => echoes.length > 2, 'echoes');
      expect(Math.abs(echoes.at(-1)! / 58.3 - 100)).toBeLessThan(2);
      // 38 ms, as the sensor itself gives up.
      uno.say('sr 10 11 651');
      await until(() => echoes.at(-1) === 0, 'no echo');
      stop();
    });

    test('a refusal is shown once, then what was shown before', async () => {
      await tell('on');
      expect(await seen(LAMP, 300)).toBe('on');
      await tell('refuse');
      expect(await seen(LAMP, 900)).toBe('refuse');
      await boardWait(400);
      expect(await seen(LAMP, 300)).toBe('on');
    });

    test.each([LAMP, ONBOARD])(
      'on pin %i, a host that is silent for 3 s is seen to be dead',
      async (pin) => {
        await tell('breathe', pin);
        // Slow enough for a pin without PWM of its own.
        await boardWait(1000);
        expect(await seen(pin, 1200)).toBe('breathe');
        await boardWait(1200);
        expect(await seen(pin, 4200)).toBe('dead');
        await tell('blink', pin);
        expect(await seen(pin)).toBe('blink');
      },
      60_000,
    );

    test('at rest it stays dark, host or none', async () => {
      await tell('rest');
      await boardWait(3500);
      expect(await seen(LAMP, 4200)).toBe('off');
    }, 120_000);
  },
);
