import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type PageKind, pageSchema } from '../show/pages.ts';
import { Refusal } from '../show/ports.ts';
import { isRecent, type Seen, seenSchema } from '../show/seen.ts';
import type { Stage } from '../show/stage.ts';
import { startAttendance } from './attendance.ts';
import { frameLane } from './frame-lane.ts';
import { addressOf, isFromHere } from './guard.ts';
import { latest } from './latest.ts';
import { limiter } from './limiter.ts';
import type { Keeper } from './pin.ts';
import { raisedByPage } from './raise.ts';
import { type Reader, STREAMS, type Stream, sendLatest, sendText } from './reader.ts';

const MAX_READERS = 256;
const MAX_READERS_PER_ADDRESS = 32;
const MAX_MESSAGE_BYTES = 4096;
const HEARTBEAT_MS = 15_000;
/** Of one sensor. */
const TRACE_EVERY_MS = 50;
const MESSAGES = { burst: 40, perMs: 2000 };

/**
 * What a page says besides events: which streams it wants, the PIN that lets it raise events from afar, what it has
 * just shown, and what it is.
 */
const requestSchema = z.union([
  z.strictObject({ want: z.array(z.enum(STREAMS)).max(STREAMS.length) }),
  z.strictObject({ pin: z.string().max(200) }),
  z.strictObject({ seen: seenSchema }),
  z.strictObject({ page: pageSchema }),
]);

export interface Live {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly readers: number;
  /** Open pages of each kind. */
  counts(): Record<PageKind, number>;
  /** Whether a page of this name is open and has said so, and drawn where it draws, of late. */
  isThere(name: string): boolean;
  /** Asks the pages of these kinds to load themselves anew; how many were asked. */
  reload(kinds: readonly PageKind[]): number;
  stop(): void;
}

/**
 * The live socket: every event to every reader, numbered; frames, traces and what pages have shown to those that
 * asked; events from pages that may raise them. A reader that does not answer two pings or falls behind is dropped.
 */
export function startLive(stage: Stage, keeper: Keeper, onError: (error: unknown) => void): Live {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const readers = new Set<Reader>();
  const attendance = startAttendance(stage, () => performance.now());
  const wanting = (stream: Stream) => [...readers].filter((reader) => reader.wants.has(stream));

  const traces = latest<object>(TRACE_EVERY_MS, (trace) => {
    const text = JSON.stringify({ trace });
    for (const reader of wanting('traces')) sendLatest(reader, text);
  });

  const frames = frameLane(stage, () => wanting('frames'));

  const stops = [
    stage.onEvent(({ revision, at, event, by }) => {
      const text = JSON.stringify(by ? { revision, at, event, by } : { revision, at, event });
      for (const reader of readers) sendText(reader, text);
    }),
    stage.onTrace((sensor, value, at, step) => {
      if (wanting('traces').length > 0) traces.put(sensor, { sensor, value, at, step });
    }),
    traces.stop,
    frames.stop,
    attendance.stop,
  ];
  const heartbeat = setInterval(() => {
    for (const reader of readers) {
      if (!reader.alive) reader.socket.terminate();
      reader.alive = false;
      if (reader.socket.readyState === reader.socket.OPEN) reader.socket.ping();
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();

  function join(socket: WebSocket, req: IncomingMessage) {
    const reader: Reader = {
      socket,
      address: addressOf(req),
      trusted: keeper.isBooth(req),
      wants: new Set(),
      messages: limiter(MESSAGES, () => performance.now()),
      alive: true,
    };
    readers.add(reader);
    socket.on('pong', () => {
      reader.alive = true;
    });
    socket.on('close', () => {
      readers.delete(reader);
      frames.attend();
      attendance.leaves(reader);
    });
    // A broken connection is closed by ws itself; an error without a listener would end the process.
    socket.on('error', () => socket.terminate());
    socket.on('message', (data, isBinary) => {
      try {
        hear(reader, req, isBinary ? null : data);
      } catch (error) {
        if (!(error instanceof Refusal)) return onError(error);
        const { code, message, remedy } = error;
        sendText(reader, JSON.stringify({ refused: { code, message, remedy } }));
      }
    });
  }

  function hear(reader: Reader, req: IncomingMessage, data: RawData | null) {
    // A page that will not stop talking is hung up on.
    if (!reader.messages.take(reader.address)) return reader.socket.close(1008, 'too many messages');
    const said = data && readJson(data);
    const request = requestSchema.safeParse(said).data;
    if (request && 'want' in request) {
      reader.wants = new Set(request.want);
      frames.attend();
    } else if (request && 'seen' in request) passOn(reader, request.seen);
    else if (request && 'page' in request) attendance.says(reader, request.page, reader.trusted);
    else if (request) {
      keeper.requireDesk(req, request.pin);
      reader.trusted = true;
    } else raise(reader, said);
  }

  function requireTrusted(reader: Reader) {
    if (!reader.trusted)
      throw new Refusal(403, 'not-the-booth', 'Pages from afar only listen.', 'Send {"pin": "..."} first.');
  }

  function passOn(reader: Reader, seen: Seen) {
    requireTrusted(reader);
    if (!isRecent(seen, stage.now()))
      throw new Refusal(422, 'not-now', 'This was not seen just now.', "Tell it by the engine's clock.");
    const text = JSON.stringify({ seen });
    for (const other of wanting('seen')) sendLatest(other, text);
  }

  function raise(reader: Reader, said: unknown) {
    requireTrusted(reader);
    const event = raisedByPage(said, stage.state());
    if (!event)
      throw new Refusal(422, 'not-now', 'This is no event that a page may raise now.', 'See the state.');
    stage.tell(event);
  }

  return {
    get readers() {
      return readers.size;
    },
    counts: attendance.counts,
    isThere: attendance.isThere,
    reload(kinds) {
      const asked = [...readers].filter((reader) => kinds.some((kind) => kind === attendance.kindOf(reader)));
      for (const reader of asked) sendText(reader, JSON.stringify({ reload: true }));
      return asked.length;
    },
    upgrade(req, socket, head) {
      const same = [...readers].filter(({ address }) => address === addressOf(req)).length;
      // The show's own screens always get in.
      if (!isFromHere(req) && (readers.size >= MAX_READERS || same >= MAX_READERS_PER_ADDRESS))
        throw new Refusal(503, 'busy', 'Too many pages are open.', 'Close some pages and try again.');
      server.handleUpgrade(req, socket, head, (ws) => join(ws, req));
    },
    stop() {
      for (const stop of stops) stop();
      clearInterval(heartbeat);
      for (const { socket } of readers) socket.close(1001, 'the show is closing');
      setTimeout(() => {
        for (const { socket } of readers) socket.terminate();
      }, 500).unref();
      server.close();
    },
  };
}

function readJson(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return null;
  }
}
