import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { Refusal } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { addressOf, isFromHere } from './guard.ts';
import { limiter } from './limiter.ts';
import type { Keeper } from './pin.ts';
import { raisedByPage } from './raise.ts';
import { namedFrame, type Reader, STREAMS, type Stream, sendLatest, sendText } from './reader.ts';

const MAX_READERS = 256;
const MAX_READERS_PER_ADDRESS = 32;
const MAX_MESSAGE_BYTES = 4096;
const HEARTBEAT_MS = 15_000;
const MESSAGES = { burst: 40, perMs: 2000 };

/** What a page says besides events: which streams it wants, and the PIN that lets it raise events from afar. */
const requestSchema = z.union([
  z.strictObject({ want: z.array(z.enum(STREAMS)).max(STREAMS.length) }),
  z.strictObject({ pin: z.string().max(200) }),
]);

export interface Live {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly readers: number;
  stop(): void;
}

/**
 * The live socket: every event to every reader, numbered; frames and traces to those that asked; events from
 * pages that may raise them. A reader that does not answer two pings or falls behind is dropped.
 */
export function startLive(stage: Stage, keeper: Keeper, onError: (error: unknown) => void): Live {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const readers = new Set<Reader>();
  const wanting = (stream: Stream) => [...readers].filter((reader) => reader.wants.has(stream));

  const stops = [
    stage.onEvent(({ revision, at, event, by }) => {
      const text = JSON.stringify(by ? { revision, at, event, by } : { revision, at, event });
      for (const reader of readers) sendText(reader, text);
    }),
    stage.onFrame((name, bytes) => {
      const listening = wanting('frames');
      if (listening.length === 0) return;
      const frame = namedFrame(name, bytes);
      for (const reader of listening) sendLatest(reader, frame);
    }),
    stage.onTrace((sensor, value, at) => {
      const listening = wanting('traces');
      if (listening.length === 0) return;
      const text = JSON.stringify({ trace: { sensor, value, at } });
      for (const reader of listening) sendLatest(reader, text);
    }),
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
    socket.on('close', () => readers.delete(reader));
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
    if (request && 'want' in request) reader.wants = new Set(request.want);
    else if (request) {
      keeper.requireDesk(req, request.pin);
      reader.trusted = true;
    } else raise(reader, said);
  }

  function raise(reader: Reader, said: unknown) {
    if (!reader.trusted)
      throw new Refusal(403, 'not-the-booth', 'Pages from afar only listen.', 'Send {"pin": "..."} first.');
    const event = raisedByPage(said, stage.state());
    if (!event)
      throw new Refusal(422, 'not-now', 'This is no event that a page may raise now.', 'See the state.');
    stage.tell(event);
  }

  return {
    get readers() {
      return readers.size;
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
