import type { Config, SensorConfig } from '../../engine/show/config-schema.ts';
import { watchAnalog } from './analog.ts';
import { echoCm, infraredCm } from './curves.ts';
import { watchLevel } from './digital.ts';
import { canPing, watchPing } from './ping.ts';
import type { BoardHandlers } from './port.ts';
import type { Session } from './session.ts';

/** A motion sensor knows no distance; somebody it sees counts as this near. */
const PIR_CM = 50;

type Handlers = Pick<BoardHandlers, 'reading' | 'level' | 'unfit'>;
type Stop = () => void;

/** Listens to button and sensors of a board; what it cannot serve is told as unfit and left out. Returns how to stop. */
export function attachSensors(session: Session, config: Config['board'], handlers: Handlers): Stop {
  const stops: Stop[] = [];
  const begin = (part: string, attach: () => Stop) => {
    try {
      stops.push(attach());
    } catch (error) {
      handlers.unfit(part, error instanceof Error ? error.message : String(error));
    }
  };
  begin('button', () => attachButton(session, config.buttonPin, handlers.level));
  for (const sensor of config.sensors)
    begin(sensor.name, () => attach(session, sensor, (cm) => handlers.reading(sensor.name, cm)));
  return () => {
    for (const stop of stops) stop();
  };
}

/** The button closes to ground; the board's own pull-up holds it up otherwise. */
function attachButton(session: Session, pin: number, tell: (down: boolean) => void): Stop {
  const { board, io } = session;
  const pullsUp = modesOf(session, pin).includes(io.MODES.PULLUP);
  board.pinMode(pin, pullsUp ? io.MODES.PULLUP : io.MODES.INPUT);
  // Older firmware pulls up an input that is written high.
  if (!pullsUp) board.digitalWrite(pin, 1);
  return watchLevel(session, pin, (high) => tell(!high));
}

function attach(session: Session, { kind, pin }: SensorConfig, tell: (cm: number | null) => void): Stop {
  const { board, io } = session;
  if (kind === 'infrared') {
    const channel = channelOf(session, pin);
    board.pinMode(channel, io.MODES.ANALOG);
    return watchAnalog(session, channel, (share) => tell(infraredCm(share)));
  }
  const digital = Number(pin);
  modesOf(session, digital);
  if (kind === 'ultrasonic') {
    if (!canPing(session, digital)) throw new Error('the firmware cannot time an echo on this pin');
    return watchPing(session, digital, (us) => tell(echoCm(us)));
  }
  board.pinMode(digital, io.MODES.INPUT);
  return watchLevel(session, digital, (high) => tell(high ? PIR_CM : null));
}

function modesOf({ io }: Session, pin: number): number[] {
  const modes = io.pins[pin]?.supportedModes ?? [];
  if (modes.length === 0) throw new Error(`the board has no pin ${pin}`);
  return modes;
}

/** `A0` and 0 alike are the first analog channel. */
function channelOf({ io }: Session, pin: string | number): number {
  const channel = Number(String(pin).replace(/^A/i, ''));
  if (io.analogPins[channel] === undefined) throw new Error(`the board has no analog pin ${pin}`);
  return channel;
}
