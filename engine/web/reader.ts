import type { WebSocket } from 'ws';
import type { Limiter } from './limiter.ts';

/** A reader this far behind will not catch up; it is dropped and fetches the snapshot when it is back. */
const MAX_BEHIND_BYTES = 4 * 1024 * 1024;
/** In-between pictures are skipped for a reader that is this far behind: the newest is the only one worth having. */
const MAX_FRAME_BEHIND_BYTES = 256 * 1024;

export const STREAMS = ['frames', 'traces', 'seen'] as const;
export type Stream = (typeof STREAMS)[number];

/** One page on the live socket. */
export interface Reader {
  socket: WebSocket;
  address: string;
  /** Whether it may raise events. */
  trusted: boolean;
  wants: Set<Stream>;
  messages: Limiter;
  /** Answered since the last ping. */
  alive: boolean;
}

/** Sends text, or drops a reader that is too slow for it. */
export function sendText(reader: Reader, text: string): void {
  const { socket } = reader;
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_BEHIND_BYTES) socket.terminate();
  else socket.send(text);
}

/** Sends what only matters while it is new, or leaves it out. */
export function sendLatest(reader: Reader, data: string | Uint8Array): void {
  const { socket } = reader;
  if (socket.readyState === socket.OPEN && socket.bufferedAmount <= MAX_FRAME_BEHIND_BYTES) socket.send(data);
}

/** A frame with its name before it: one byte length, the name in UTF-8, the bytes as they are. */
export function namedFrame(name: string, bytes: Uint8Array): Uint8Array {
  const label = Buffer.from(name).subarray(0, 255);
  return Buffer.concat([Buffer.from([label.length]), label, bytes]);
}
