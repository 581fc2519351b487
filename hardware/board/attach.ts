import five, { type Board } from 'johnny-five';
import type { Config, SensorConfig } from '../../engine/show/config-schema.ts';
import type { BoardHandlers } from './port.ts';

const EVERY_MS = 50;
/** A motion sensor knows no distance; somebody it sees counts as this near. */
const PIR_CM = 50;
/** Within these the distance curve of the common infrared sensor (GP2Y0A21YK, 10..80 cm) holds. */
const INFRARED_CM = { min: 10, max: 80 };

/** Listens to button and sensors of a ready board; returns how to stop. */
export function attachSensors(
  board: Board,
  config: Config['board'],
  handlers: Pick<BoardHandlers, 'reading' | 'level'>,
): () => void {
  const stops = config.sensors.map((sensor) =>
    attach(board, sensor, (cm) => handlers.reading(sensor.name, cm)),
  );
  // The button closes to ground; the board's own pull-up holds it up otherwise.
  stops.push(polled(board, config.buttonPin, (high) => handlers.level(!high)));
  board.digitalWrite(config.buttonPin, 1);
  return () => {
    for (const stop of stops) stop();
  };
}

function attach(board: Board, sensor: SensorConfig, tell: (cm: number | null) => void): () => void {
  const { kind, pin } = sensor;
  if (kind === 'pir') return polled(board, Number(pin), (high) => tell(high ? PIR_CM : null));
  const controller = kind === 'infrared' ? 'GP2Y0A21YK' : 'HCSR04';
  const proximity = new five.Proximity({ controller, pin, freq: EVERY_MS, board });
  const hear = () => {
    const { cm } = proximity;
    tell(kind === 'infrared' ? inRange(cm) : cm !== null && cm > 0 ? cm : null);
  };
  proximity.on('data', hear);
  return () => proximity.removeAllListeners();
}

/** A digital pin tells only changes; the steps behind it need to hear that nothing changes as well. */
function polled(board: Board, pin: number, tell: (high: boolean) => void): () => void {
  // Unknown until the board has told it once.
  let high: boolean | null = null;
  board.pinMode(pin, five.Pin.INPUT);
  board.digitalRead(pin, (value) => {
    high = value === 1;
    tell(high);
  });
  const repeat = setInterval(() => high !== null && tell(high), EVERY_MS);
  return () => clearInterval(repeat);
}

function inRange(cm: number | null): number | null {
  return cm !== null && cm >= INFRARED_CM.min && cm <= INFRARED_CM.max ? cm : null;
}
