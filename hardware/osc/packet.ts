import { MAX_DATAGRAM_BYTES, type OscMessage, unpackMessage } from './message.ts';

const BUNDLE = Buffer.from('#bundle\0');
const MAX_DEPTH = 4;
const MAX_MESSAGES = 256;
/** Seconds from 1900, where OSC counts from, to 1970. */
const EPOCH_S = 2_208_988_800;
const IMMEDIATELY = 1n;

export interface Timed {
  message: OscMessage;
  /** When it is meant to happen, in ms since 1970; null = at once. */
  dueAt: number | null;
}

/** Packed messages in bundles that run at once, as few as fit into datagrams of MAX_DATAGRAM_BYTES. */
export function packBundles(messages: readonly Uint8Array[]): Uint8Array[] {
  const head = Buffer.alloc(16);
  BUNDLE.copy(head);
  head.writeBigUInt64BE(IMMEDIATELY, 8);
  const bundles: Uint8Array[][] = [];
  let length = MAX_DATAGRAM_BYTES;
  for (const message of messages) {
    if (length + 4 + message.length > MAX_DATAGRAM_BYTES) {
      bundles.push([head]);
      length = head.length;
    }
    const size = Buffer.alloc(4);
    size.writeUInt32BE(message.length);
    bundles.at(-1)!.push(size, message);
    length += 4 + message.length;
  }
  return bundles.map((parts) => Buffer.concat(parts));
}

/** Every message in a datagram, bundles unfolded; `refused` counts the parts that are none. Never throws. */
export function unpackPacket(bytes: Uint8Array): { messages: Timed[]; refused: number } {
  const found = { messages: [] as Timed[], refused: 0 };
  unfold(bytes, null, 0, found);
  return found;
}

function unfold(
  bytes: Uint8Array,
  dueAt: number | null,
  depth: number,
  found: { messages: Timed[]; refused: number },
) {
  if (depth > MAX_DEPTH || found.messages.length >= MAX_MESSAGES) {
    found.refused += 1;
    return;
  }
  if (bytes.length < 16 || Buffer.compare(bytes.subarray(0, 8), BUNDLE) !== 0) {
    const message = unpackMessage(bytes);
    if (message) found.messages.push({ message, dueAt });
    else found.refused += 1;
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const due = timeOf(view.getBigUint64(8)) ?? dueAt;
  for (let at = 16; at + 4 <= bytes.length; ) {
    const size = view.getUint32(at);
    at += 4;
    if (size === 0 || size % 4 !== 0 || at + size > bytes.length) {
      found.refused += 1;
      return;
    }
    unfold(bytes.subarray(at, at + size), due, depth + 1, found);
    at += size;
  }
}

/** NTP time (32 bits of seconds, 32 of fraction) in ms since 1970; null = immediately. */
export function timeOf(tag: bigint): number | null {
  if (tag === IMMEDIATELY) return null;
  const seconds = Number(tag >> 32n) - EPOCH_S;
  return seconds * 1000 + (Number(tag & 0xffffffffn) / 2 ** 32) * 1000;
}
