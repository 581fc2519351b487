import { brightness, REFUSE_MS } from './lamp.ts';
import type { Lamp } from './port.ts';
import type { Session } from './session.ts';

const EVERY_MS = 40;

export interface LampPin {
  show(how: Lamp): void;
  stop(): void;
}

/** Plays patterns on a pin of the board; one that cannot dim is on or off, one that is no output stays dark. */
export function lampOn({ board, io }: Session, pin: number): LampPin {
  const modes = io.pins[pin]?.supportedModes ?? [];
  const dims = modes.includes(io.MODES.PWM);
  const full = io.RESOLUTION.PWM ?? 255;
  let pattern: Lamp = 'off';
  let since = 0;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let written = -1;
  if (modes.includes(io.MODES.OUTPUT)) board.pinMode(pin, dims ? io.MODES.PWM : io.MODES.OUTPUT);

  function write(): void {
    const now = performance.now();
    const refusing = now - refusedAt < REFUSE_MS;
    const share = refusing ? brightness('refuse', now - refusedAt) : brightness(pattern, now - since);
    const value = dims ? Math.round(share * full) : Math.round(share);
    if (value === written || !modes.includes(io.MODES.OUTPUT)) return;
    written = value;
    if (dims) board.analogWrite(pin, value);
    else board.digitalWrite(pin, value as 0 | 1);
  }

  const every = setInterval(write, EVERY_MS);
  return {
    show(how: Lamp) {
      const now = performance.now();
      refusedAt = how === 'refuse' ? now : Number.NEGATIVE_INFINITY;
      if (how !== 'refuse' && how !== pattern) [pattern, since] = [how, now];
      write();
    },
    stop: () => clearInterval(every),
  };
}
