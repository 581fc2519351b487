import { describe, expect, test } from 'vitest';
import { type Event, eventFields, eventTypes, parseEvent } from '../../engine/show/events.ts';
import { messageOf } from '../../hardware/osc/contract.ts';
import { packMessage, unpackMessage } from '../../hardware/osc/message.ts';
import { timeOf, unpackPacket } from '../../hardware/osc/packet.ts';

const SAMPLE = { s: 'Zoë 好 🦠', i: -2147483648, f: 0.25, v: 0.5 } as const;

function sampleOf(type: Event['type'], over: Partial<typeof SAMPLE> = {}): Event {
  const values = { ...SAMPLE, ...over };
  const fields = Object.entries(eventFields[type]).map(([name, field]) => [
    name,
    values[field as keyof typeof SAMPLE],
  ]);
  return parseEvent({ type, ...Object.fromEntries(fields) });
}

describe('each event through JSON and OSC bytes', () => {
  test.each(eventTypes)('%s', (type) => {
    const event = sampleOf(type);
    expect(parseEvent(JSON.parse(JSON.stringify(event)))).toEqual(event);
    const message = unpackMessage(packMessage(messageOf(event)))!;
    expect(message.address).toBe(`/mishmash/${type}`);
    const names = Object.keys(eventFields[type]);
    const back = Object.fromEntries(message.args.map((argument, i) => [names[i], argument.value]));
    expect(parseEvent({ type, ...back })).toEqual(event);
    const types = Object.values(eventFields[type]).map((field) => (field === 'v' ? 'f' : field));
    expect(message.args.map((argument) => argument.type)).toEqual(types);
  });

  test('a whole number in a float field stays a float', () => {
    const born = sampleOf('creature/born', { f: 1 as 0.25 });
    expect(
      messageOf(born)
        .args.slice(-3)
        .map((argument) => argument.type),
    ).toEqual(['f', 'f', 'f']);
    expect(Buffer.from(packMessage(messageOf(born))).toString('latin1')).toContain(',iiiiifff');
  });

  test.each([
    ['an integer out of range', { address: '/a', args: [{ type: 'i' as const, value: 2 ** 31 }] }],
    ['a float that is none', { address: '/a', args: [{ type: 'f' as const, value: Number.NaN }] }],
    ['a text without end', { address: '/a', args: [{ type: 's' as const, value: 'x'.repeat(2000) }] }],
  ])('%s is not sent', (_, message) => {
    expect(() => packMessage(message)).toThrow('/a');
  });
});

describe('what comes in', () => {
  const element = (bytes: Uint8Array) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(bytes.length);
    return Buffer.concat([size, bytes]);
  };
  const bundle = (tag: bigint, ...parts: Uint8Array[]) => {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(tag);
    return Buffer.concat([Buffer.from('#bundle\0'), time, ...parts.map(element)]);
  };
  const message = packMessage({ address: '/mishmash/freeze', args: [{ type: 'i', value: 1 }] });

  test('nested bundles are unfolded and keep their times to the millisecond', () => {
    const dueAt = 1_795_000_000_123;
    const tag =
      (BigInt(Math.floor(dueAt / 1000) + 2_208_988_800) << 32n) | BigInt(Math.round(0.123 * 2 ** 32));
    expect(timeOf(tag)).toBeCloseTo(dueAt, 0);
    const { messages, refused } = unpackPacket(bundle(1n, message, bundle(tag, message)));
    expect(refused).toBe(0);
    expect(messages.map((one) => one.dueAt && Math.round(one.dueAt))).toEqual([null, dueAt]);
  });

  test.each([
    ['a pattern bomb', packPlain('/{a,a}{a,a}{a,a}*')],
    ['an address with a star', packPlain('/mishmash/*')],
    ['nothing', new Uint8Array()],
    ['half a message', message.subarray(0, 10)],
    [
      'a bundle in a bundle in a bundle...',
      Array.from({ length: 20 }).reduce<Buffer>((b) => bundle(1n, b), Buffer.from(message)),
    ],
    ['a bundle that lies about its size', Buffer.concat([bundle(1n), Buffer.from([0x7f, 0xff, 0xff, 0xfc])])],
  ])('%s is refused', (_, bytes) => {
    expect(unpackPacket(bytes)).toEqual({ messages: [], refused: 1 });
  });

  function packPlain(address: string): Uint8Array {
    const padded = Buffer.alloc((address.length + 4) & ~3);
    padded.write(address);
    return Buffer.concat([padded, Buffer.from(',\0\0\0')]);
  }
});
