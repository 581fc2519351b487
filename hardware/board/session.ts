import firmata, { type Firmata } from 'firmata-io';
import five, { type Board } from 'johnny-five';
import { SerialPort } from 'serialport';
import { WrongFirmware } from './port.ts';
import { guardedTransport, type Transport } from './transport.ts';

export const NOISE = 'noise on the line';

const BAUD = 57_600;
/** A board that restarts when its port is opened takes about two seconds to answer. */
const READY_LIMIT_MS = 5000;
const ASK_AFTER_MS = 200;
/** A handshake that noise broke is not waited for longer than this once the line is quiet. */
const QUIET_MS = 300;

/** A board that has told what it is, in the hands of the libraries. */
export interface Session {
  board: Board;
  io: Firmata;
  port: SerialPort;
  transport: Transport;
  /** Closes the port and takes back everything that the libraries would keep of the board. */
  close(): Promise<void>;
}

/** Opens a serial port and waits for the Firmata behind it. Rejects where either is missing; leaves nothing open. */
export async function openSession(path: string): Promise<Session> {
  const port = await openPort(path);
  const transport = guardedTransport(port, () => {
    io.buffer.length = 0;
  });
  const io = new firmata.Firmata(transport, { reportVersionTimeout: ASK_AFTER_MS });
  // The library would otherwise start a console, print, and end the process on Ctrl-C by itself.
  const board = new five.Board({ io, repl: false, debug: false, sigint: false });
  const close = async () => {
    clearTimeout(board.timer ?? undefined);
    clearTimeout(io.reportVersionTimeoutId);
    for (const one of [transport, io, board]) one.removeAllListeners().on('error', () => {});
    const { cache } = five.Board;
    if (cache.includes(board)) cache.splice(cache.indexOf(board), 1);
    if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
  };
  try {
    await ready({ board, io, port, transport });
    return { board, io, port, transport, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opened before the libraries see it: a path that is tried again for weeks must leave nothing behind. */
function openPort(path: string): Promise<SerialPort> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: BAUD, autoOpen: false });
    port.on('error', () => {});
    port.open((error) => (error ? reject(error) : resolve(port)));
  });
}

function ready({ board, io, port, transport }: Omit<Session, 'close'>): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = false;
    // Of what the board tells of its pins; before, it may have been the line that came up.
    let garbled = false;
    let quiet: NodeJS.Timeout | undefined;
    const hear = () => {
      heard = true;
      if (!transport.noisy()) return;
      garbled ||= io.versionReceived;
      if (!garbled) return;
      clearTimeout(quiet);
      quiet = setTimeout(() => end(new Error(NOISE)), QUIET_MS);
    };
    const late = () =>
      heard
        ? new WrongFirmware(`wrong firmware: ${port.path} answers, but no Firmata; flash hardware/firmware`)
        : new Error('no Firmata answered on the port');
    const timer = setTimeout(() => end(late()), READY_LIMIT_MS);
    const end = (error?: Error) => {
      clearTimeout(timer);
      clearTimeout(quiet);
      transport.off('data', hear);
      port.off('error', end).off('close', closed);
      if (error) reject(error);
      else resolve();
    };
    const closed = () => end(new Error('the port was closed'));
    transport.on('data', hear);
    board.once('ready', () => end(garbled ? new Error(NOISE) : undefined));
    board.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
    port.once('error', end);
    port.once('close', closed);
    transport.emit('open');
  });
}
