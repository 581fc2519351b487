import { EventEmitter } from 'node:events';
import firmata from 'firmata-io';
import type { SerialPort } from 'serialport';

/** The answers that the driver waits for: firmware, capabilities, analog pins, ping. */
const ANSWERS = new Set([0x79, 0x6c, 0x6a, 0x75]);

// Noise that happens to look like any other answer would change a pin's mode, which silences the pin for good.
for (const code of Object.keys(firmata.Firmata.SYSEX_RESPONSE))
  if (!ANSWERS.has(Number(code))) delete firmata.Firmata.SYSEX_RESPONSE[code];

/** How long a byte that no board sends casts doubt on the others. */
const NOISE_MS = 300;

/** Whether a Firmata board ever sends this byte: data, digital, analog, sysex, version. */
function isFirmata(byte: number): boolean {
  const kind = byte & 0xf0;
  return byte < 0x80 || kind === 0x90 || kind === 0xe0 || [0xf0, 0xf7, 0xf9].includes(byte);
}

/** What the driver needs of a serial port. */
export type Wire = Pick<SerialPort, 'isOpen'> & {
  on(event: 'data', heard: (bytes: Uint8Array) => void): unknown;
  write(bytes: Uint8Array, done?: () => void): unknown;
};

/** A serial port as firmata-io takes it, which neither noise on the line nor a closed port can make throw. */
export interface Transport extends EventEmitter {
  write(bytes: Uint8Array, done?: () => void): void;
  /** Chunks that the library's parser broke on. */
  garbled(): number;
  /** Whether there has been noise on the line within the last 0.3 s: what came with it may be noise as well. */
  noisy(): boolean;
}

/** Passes bytes between `wire` and whoever listens; `recover` is called after bytes that broke the parser. */
export function guardedTransport(wire: Wire, recover: () => void): Transport {
  let garbled = 0;
  let noiseAt = Number.NEGATIVE_INFINITY;
  const transport: Transport = Object.assign(new EventEmitter(), {
    write(bytes: Uint8Array, done?: () => void) {
      if (wire.isOpen) wire.write(bytes, done);
      else done?.();
    },
    garbled: () => garbled,
    noisy: () => performance.now() - noiseAt < NOISE_MS,
  });
  wire.on('data', (bytes) => {
    if (!bytes.every(isFirmata)) noiseAt = performance.now();
    try {
      transport.emit('data', bytes);
    } catch {
      garbled += 1;
      recover();
    }
  });
  return transport;
}
