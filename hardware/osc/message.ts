import OSC from 'osc-js';

/** One message as the show uses it: s = text, i = 32-bit integer, f = float. */
export interface OscMessage {
  address: string;
  args: OscArgument[];
}

export type OscArgument = { type: 's'; value: string } | { type: 'i' | 'f'; value: number };

/**
 * What an address may be made of. The library would make a RegExp of pattern characters: they are refused, but in
 * the name of a parameter, where pattern.ts reads them.
 */
const ADDRESS = /^((\/[^\s#*,/?[\]{}]{1,60}){1,6}|\/mishmash\/param\/[^\s#/]{1,60})$/u;
/** Beyond this a datagram is split up on the way or refused. */
export const MAX_DATAGRAM_BYTES = 1400;
const READ_TYPES = /^,[sif]{0,16}$/;

/** The bytes of a message. Throws where an argument is out of its type's range or the message is too long. */
export function packMessage({ address, args }: OscMessage): Uint8Array {
  const message = new OSC.TypedMessage(address, []);
  for (const { type, value } of args) {
    if (type === 'i' && (!Number.isInteger(value) || value !== (value | 0)))
      throw new Error(`${address}: ${value} is no 32-bit integer`);
    if (type === 'f' && !Number.isFinite(value)) throw new Error(`${address}: ${value} is no finite float`);
    // The library writes one byte per character: it is given UTF-8 as such characters.
    message.add(
      type,
      type === 's' ? Buffer.from(value.replaceAll('\0', ''), 'utf8').toString('latin1') : value,
    );
  }
  const bytes = message.pack();
  if (bytes.length > MAX_DATAGRAM_BYTES) throw new Error(`${address}: ${bytes.length} bytes are too many`);
  return bytes;
}

/** The message in the bytes, or null where there is none that the show understands. Never throws. */
export function unpackMessage(bytes: Uint8Array): OscMessage | null {
  const address = textAt(bytes, 0);
  if (!address || !ADDRESS.test(address.text)) return null;
  const types = textAt(bytes, address.next);
  if (!types || !READ_TYPES.test(types.text)) return null;
  try {
    // A copy: the library reads from the start of the buffer, whatever the view's offset.
    const copy = new Uint8Array(bytes);
    const message = new OSC.Message(address.text);
    message.unpack(new DataView(copy.buffer));
    const args = [...types.text.slice(1)].map((type, i) => argument(type, message.args[i]));
    return args.some((one) => one === null) ? null : { address: address.text, args: args as OscArgument[] };
  } catch {
    return null;
  }
}

function argument(type: string, value: unknown): OscArgument | null {
  if (type === 's') return typeof value === 'string' ? { type, value } : null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return { type: type as 'i' | 'f', value };
}

/** A message as a monitor shows it: its address and what it carries. */
export function wordsOf({ address, args }: OscMessage): string {
  const values = args.map(({ type, value }) => (type === 'f' ? Number(value).toPrecision(4) : value));
  return [address, ...values].join(' ').slice(0, 120);
}

/** The zero-ended, four-byte-padded text at `start`. */
function textAt(bytes: Uint8Array, start: number): { text: string; next: number } | null {
  const end = bytes.indexOf(0, start);
  if (end < 0 || end - start > 400) return null;
  const next = (end + 4) & ~3;
  if (next > bytes.length) return null;
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8'), next };
}
