import { openFirmata } from '../../../hardware/board/firmata.ts';
import type { OpenBoard } from '../../../hardware/board/port.ts';
import { simBoard } from '../../../hardware/board/sim.ts';
import { temporaryFolder } from '../../tools/show.ts';
import { type SeenLamp, seenLamp } from './seen-lamp.ts';
import { canSimulate, OWN_FIRMWARE, standardFirmware, startUno, type Uno } from './uno.ts';

/** What a person does to the board and sees of it, in the words of the room; one for every driver. */
export interface Bench {
  open: OpenBoard;
  sim: boolean;
  path: string;
  /** Somebody at 15, 20, 30, 40 or 60 cm before the infrared sensor; null = nobody. */
  stand(cm: number | null): void;
  /** Somebody at this distance before the ultrasonic sensor, where the board can have one. */
  echo: ((cm: number | null) => void) | null;
  motion(seen: boolean): void;
  button(down: boolean): void;
  /** The contact chatters for about 6 ms before it stays. */
  chatter(down: boolean): void;
  unplug(): void;
  plug(): void;
  /** What the lamp is seen to do. */
  lamp(): Promise<SeenLamp>;
  stop(): Promise<void>;
}

export const IR = 'ir';
export const PIR = 'pir';
export const SONAR = 'sonar';

async function simBench(): Promise<Bench> {
  const board = simBoard();
  let cm: number | null = null;
  let echoCm: number | null = null;
  let moving = false;
  let down = false;
  const beat = setInterval(() => {
    board.sense(IR, cm);
    board.sense(SONAR, echoCm);
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
    echo(at) {
      echoCm = at;
    },
    motion(seen) {
      moving = seen;
    },
    button(isDown) {
      down = isDown;
    },
    chatter(isDown) {
      for (let i = 0; i < 9; i++) board.press(i % 2 === 0 ? !isDown : isDown);
      down = isDown;
    },
    unplug: board.unplug,
    plug: board.plug,
    lamp: async () => board.lamp(),
    stop: async () => clearInterval(beat),
  };
}

/** Output in mV of the infrared sensor GP2Y0A21YK by distance in cm, read from its data sheet's curve. */
const INFRARED_MV: Record<number, number> = { 15: 1650, 20: 1300, 30: 920, 40: 740, 60: 520 };

async function unoBench(own: boolean): Promise<Bench> {
  const { folder, remove } = temporaryFolder();
  const uno: Uno = await startUno(folder, own ? OWN_FIRMWARE : standardFirmware());
  uno.say('d 2 1');
  uno.say('d 7 0');
  uno.say('a 0 0');
  return {
    open: openFirmata,
    sim: false,
    path: uno.path,
    stand: (cm) => uno.say(`a 0 ${cm === null ? 0 : INFRARED_MV[cm]}`),
    echo: own ? (cm) => uno.say(`sr 8 8 ${cm ?? -1}`) : null,
    motion: (seen) => uno.say(`d 7 ${seen ? 1 : 0}`),
    button: (down) => uno.say(`d 2 ${down ? 0 : 1}`),
    chatter: (down) => uno.say(`b 2 ${down ? 0 : 1} 9 700`),
    unplug: () => uno.say('unplug'),
    plug: () => uno.say('plug'),
    lamp: () => seenLamp(uno, 9, own ? 'board' : 'host'),
    async stop() {
      await uno.stop();
      remove();
    },
  };
}

const RIG = '(needs: apt-get install gcc libsimavr-dev libelf-dev)';

/** Name, whether this machine can, and how it begins. */
export const benches: [string, boolean, () => Promise<Bench>][] = [
  ['the simulated board', true, simBench],
  [`StandardFirmata on a simulated Uno ${RIG}`, canSimulate, () => unoBench(false)],
  [`our firmware on a simulated Uno ${RIG}`, canSimulate, () => unoBench(true)],
];
