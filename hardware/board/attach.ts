import type { BoardConfig, SensorConfig } from '../../engine/show/board-config.ts';
import { watchAnalog } from './analog.ts';
import { echoCm, infraredCm } from './curves.ts';
import { watchLevel } from './digital.ts';
import { isOwn, setEchoPin } from './own-firmware.ts';
import { canPing, watchPing } from './ping.ts';
import type { BoardHandlers } from './port.ts';
import type { Session } from './session.ts';

/** A motion sensor knows no distance; somebody it sees counts as this near. */
const PIR_CM = 50;

const FLASH = 'flash hardware/firmware';

type Handlers = Pick<BoardHandlers, 'reading' | 'level' | 'unfit'>;
type Stop = () => void;

/** Listens to button and sensors of a board; what it cannot serve is told as unfit and left out. Returns how to stop. */
export function attachSensors(session: Session, config: BoardConfig, handlers: Handlers): Stop {
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
function attachButton(session: Session, pin: number, tell: Handlers['level']): Stop {
  const { board, io } = session;
  const pullsUp = modesOf(session, pin).includes(io.MODES.PULLUP);
  board.pinMode(pin, pullsUp ? io.MODES.PULLUP : io.MODES.INPUT);
  // Older firmware pulls up an input that is written high.
  if (!pullsUp) board.digitalWrite(pin, 1);
  const settled = pullsUp && isOwn(session);
  return watchLevel(session, pin, (high) => tell(!high, settled));
}

function attach(
  session: Session,
  { kind, pin, echoPin }: SensorConfig,
  tell: (cm: number | null) => void,
): Stop {
  const { board, io } = session;
  if (kind === 'infrared') {
    const channel = channelOf(session, pin);
    board.pinMode(channel, io.MODES.ANALOG);
    return watchAnalog(session, channel, (share) => tell(infraredCm(share)));
  }
  const digital = Number(pin);
  modesOf(session, digital);
  if (kind === 'ultrasonic') {
    if (!canPing(session, digital)) throw new Error(`${firmwareOf(session)} cannot time an echo; ${FLASH}`);
    if (echoPin !== undefined) {
      if (!isOwn(session)) throw new Error(`${firmwareOf(session)} knows no echoPin; ${FLASH}`);
      modesOf(session, echoPin);
      setEchoPin(session, digital, echoPin);
    }
    return watchPing(session, digital, (us) => tell(echoCm(us)));
  }
  board.pinMode(digital, io.MODES.INPUT);
  return watchLevel(session, digital, (high) => tell(high ? PIR_CM : null));
}

function firmwareOf({ io }: Session): string {
  return `the firmware ${io.firmware.name || 'without a name'}`;
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
