import firmata, { type Firmata } from 'firmata-io';
import five, { type Board, type Led } from 'johnny-five';
import { SerialPort } from 'serialport';
import type { Config } from '../../engine/show/config-schema.ts';
import { attachSensors } from './attach.ts';
import type { BoardHandlers, BoardLink, Lamp } from './port.ts';

const BAUD = 57_600;
const READY_LIMIT_MS = 12_000;
const BEAT_MS = 1000;
const CLOSE_LIMIT_MS = 1000;
/** Beats that may go unanswered before the board counts as hung; a live one answers in a few milliseconds. */
const MISSED_BEATS = 2;

/** Links an Arduino with Firmata on a serial port. Rejects where the port cannot be opened or nothing answers. */
export async function openFirmata(config: Config['board'], handlers: BoardHandlers): Promise<BoardLink> {
  // Opened by itself: Firmata only begins to ask when it sees the port open.
  const port = new SerialPort({ path: config.path ?? '', baudRate: BAUD });
  // Closing a port whose device is gone may never come back.
  const close = () =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, CLOSE_LIMIT_MS);
      if (port.isOpen) port.close(() => resolve());
      else resolve();
    });
  try {
    const { board, io } = await ready(port);
    return linked(board, io, port, close, config, handlers);
  } catch (error) {
    await close();
    throw error;
  }
}

function ready(port: SerialPort): Promise<{ board: Board; io: Firmata }> {
  return new Promise((resolve, reject) => {
    const io = new firmata.Firmata(port, { reportVersionTimeout: 200 });
    // The library would otherwise start a console, print, and end the process on Ctrl-C by itself.
    const board = new five.Board({ io, repl: false, debug: false, sigint: false });
    const timer = setTimeout(() => reject(new Error('no Firmata answered on the port')), READY_LIMIT_MS);
    board.once('ready', () => {
      clearTimeout(timer);
      resolve({ board, io });
    });
    board.on('error', (error: unknown) => {
      clearTimeout(timer);
      reject(error instanceof Error ? error : new Error(String(error)));
    });
    port.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    port.once('close', () => reject(new Error('the port was closed')));
  });
}

function linked(
  board: Board,
  io: Firmata,
  port: SerialPort,
  close: () => Promise<void>,
  config: Config['board'],
  handlers: BoardHandlers,
): BoardLink {
  let alive = true;
  let missed = 0;
  // After an unplug the library goes on telling its last values for ever: nothing passes once the link is lost.
  const detach = attachSensors(board, config, {
    reading: (sensor, cm) => alive && handlers.reading(sensor, cm),
    level: (down) => alive && handlers.level(down),
  });
  const lamp = new five.Led({ pin: config.lampPin, board });
  const dims = io.pins[config.lampPin]?.supportedModes.includes(io.MODES.PWM) ?? false;
  const beat = setInterval(() => {
    if (missed >= MISSED_BEATS) return end('it does not answer any more');
    missed += 1;
    io.reportVersion(() => {
      missed = 0;
    });
  }, BEAT_MS);

  function end(cause: string | null): void {
    if (!alive) return;
    alive = false;
    clearInterval(beat);
    lamp.stop();
    detach();
    io.removeAllListeners();
    if (cause !== null) void close().then(() => handlers.lost(cause));
  }

  port.on('error', (error) => end(error.message));
  port.once('close', () => end('unplugged'));
  return {
    lamp: (how) => alive && light(lamp, how, dims),
    async close() {
      end(null);
      await close();
    },
  };
}

/** A pin that cannot dim blinks slowly instead of breathing. */
function light(lamp: Led, how: Lamp, dims: boolean): void {
  lamp.stop();
  if (how === 'off') lamp.off();
  if (how === 'on') lamp.on();
  if (how === 'blink') lamp.blink(400);
  if (how === 'breathe') {
    if (dims) lamp.pulse(4000);
    else lamp.blink(2000);
  }
}
