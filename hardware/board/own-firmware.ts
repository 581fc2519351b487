import type { LampPin } from './lamp-pin.ts';
import type { Lamp } from './port.ts';
import type { Session } from './session.ts';

/** What the project's own firmware, hardware/firmware, is told beyond Firmata. */
const NAME = 'MishmashUs';
const MAJOR = 1;
const LAMP = 0x01;
const ECHO_PIN = 0x02;
const PATTERNS: Record<Lamp, number> = {
  off: 0,
  on: 1,
  breathe: 2,
  blink: 3,
  tick: 4,
  refuse: 5,
  fault: 6,
  rest: 7,
};

export function isOwn({ io }: Session): boolean {
  return io.firmware.name === NAME && io.firmware.version?.major === MAJOR;
}

/** The lamp on a pin of a board with the own firmware, which plays the patterns itself. */
export function ownLamp({ io }: Session, pin: number): LampPin {
  const lights = io.pins[pin]?.supportedModes.includes(io.MODES.OUTPUT);
  return {
    show: (how) => lights && io.sysexCommand([LAMP, pin, PATTERNS[how]]),
    stop() {},
  };
}

/** From now on the echo of pings on `trigger` comes on a pin of its own. */
export function setEchoPin({ io }: Session, trigger: number, echo: number): void {
  io.sysexCommand([ECHO_PIN, trigger, echo]);
}
