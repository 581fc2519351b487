import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { Refusal } from '../show/ports.ts';
import { addressOf, isFromHere } from './guard.ts';
import { limiter } from './limiter.ts';
import type { OscPeer } from './options.ts';

const MAX_LISTENERS = 32;
const MAX_LISTENERS_PER_ADDRESS = 8;
const HEARTBEAT_MS = 15_000;
const MAX_ADDRESSES = 200;
const MAX_MESSAGE_BYTES = 1024;
/** A listener that is this far behind misses values until it has caught up. */
const MAX_BEHIND_BYTES = 64 * 1024;
const MESSAGES = { burst: 400, perMs: 2000 };

const commandSchema = z.object({
  COMMAND: z.enum(['LISTEN', 'IGNORE']),
  DATA: z.string().startsWith('/').max(200),
});

export interface OscQueryLive {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): void;
}

interface Listener {
  socket: WebSocket;
  address: string;
  wanted: Set<string>;
  /** Answered since the last ping. */
  alive: boolean;
}

/** OSCQuery's socket: who says LISTEN to an address gets its value as an OSC packet each time it changes, until IGNORE. */
export function startOscQueryLive(osc: OscPeer | null, heartbeatMs = HEARTBEAT_MS): OscQueryLive {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const listeners = new Set<Listener>();
  const messages = limiter(MESSAGES, () => performance.now());
  const unhear = osc?.onValue((address, bytes) => {
    for (const { socket, wanted } of listeners)
      if (wanted.has(address) && socket.bufferedAmount < MAX_BEHIND_BYTES) socket.send(bytes);
  });
  // A controller that went out of reach without a word would keep its place for ever.
  const heartbeat = setInterval(() => {
    for (const listener of listeners) {
      if (!listener.alive) listener.socket.terminate();
      listener.alive = false;
      if (listener.socket.readyState === listener.socket.OPEN) listener.socket.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();

  function join(socket: WebSocket, req: IncomingMessage): void {
    const wanted = new Set<string>();
    const listener: Listener = { socket, address: addressOf(req), wanted, alive: true };
    listeners.add(listener);
    socket.on('pong', () => {
      listener.alive = true;
    });
    socket.on('close', () => listeners.delete(listener));
    // A broken connection is closed by ws itself; an error without a listener would end the process.
    socket.on('error', () => socket.terminate());
    socket.on('message', (data, isBinary) => {
      if (isBinary || !messages.take(addressOf(req))) return socket.close(1008, 'too much');
      const command = read(data);
      if (command?.COMMAND === 'IGNORE') wanted.delete(command.DATA);
      if (command?.COMMAND === 'LISTEN' && wanted.size < MAX_ADDRESSES) wanted.add(command.DATA);
    });
  }

  return {
    upgrade(req, socket, head) {
      if (!osc) throw new Refusal(404, 'not-found', 'OSC is switched off.', 'Set osc.enabled.');
      const same = [...listeners].filter(({ address }) => address === addressOf(req)).length;
      const full = listeners.size >= MAX_LISTENERS || same >= MAX_LISTENERS_PER_ADDRESS;
      if (full && !isFromHere(req))
        throw new Refusal(503, 'busy', 'Too many controllers listen.', 'Close some and try again.');
      server.handleUpgrade(req, socket, head, (ws) => join(ws, req));
    },
    stop() {
      unhear?.();
      clearInterval(heartbeat);
      for (const { socket } of listeners) socket.terminate();
      server.close();
    },
  };
}

/** A command; null where it is none. Others of the protocol are let pass, as it asks for. */
function read(data: RawData): z.infer<typeof commandSchema> | null {
  try {
    return commandSchema.parse(JSON.parse(data.toString()));
  } catch {
    return null;
  }
}
