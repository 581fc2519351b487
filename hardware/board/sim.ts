import type { BoardHandlers, BoardLink, Lamp, OpenBoard } from './port.ts';

/** A board that exists in memory only: the default, and the one the suite plays on. */
export interface SimBoard {
  open: OpenBoard;
  sense(sensor: string, distanceCm: number | null): void;
  press(down: boolean): void;
  unplug(): void;
  plug(): void;
  lamp(): Lamp;
}

export function simBoard(): SimBoard {
  let handlers: BoardHandlers | null = null;
  let plugged = true;
  let isDown = false;
  let lamp: Lamp = 'off';
  const link: BoardLink = {
    lamp(how) {
      lamp = how;
    },
    stale: () => false,
    async close() {
      handlers = null;
    },
  };
  return {
    async open(_config, given) {
      if (!plugged) throw new Error('the simulated board is unplugged');
      handlers = given;
      given.level(isDown, false);
      return link;
    },
    sense: (sensor, distanceCm) => handlers?.reading(sensor, distanceCm),
    press(down) {
      isDown = down;
      handlers?.level(down, false);
    },
    unplug() {
      plugged = false;
      const told = handlers;
      handlers = null;
      told?.lost('unplugged');
    },
    plug() {
      plugged = true;
    },
    lamp: () => lamp,
  };
}
