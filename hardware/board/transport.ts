import { EventEmitter } from 'node:events';
import firmata from 'firmata-io';
import type { SerialPort } from 'serialport';

/** The answers that the driver waits for: firmware, capabilities, analog pins, ping. */
const ANSWERS = new Set([0x79, 0x6c, 0x6a, 0x75]);

// Noise that happens to look like any other answer would change a pin's mode, which silences the pin for good.
for (const code of Object.keys(firmata.Firmata.SYSEX_RESPONSE))
  if (!ANSWERS.has(Number(code))) delete firmata.Firmata.SYSEX_RESPONSE[code];

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
}

/** Passes bytes between `wire` and whoever listens; `recover` is called after bytes that broke the parser. */
export function guardedTransport(wire: Wire, recover: () => void): Transport {
  let garbled = 0;
  const transport: Transport = Object.assign(new EventEmitter(), {
    write(bytes: Uint8Array, done?: () => void) {
      if (wire.isOpen) wire.write(bytes, done);
      else done?.();
    },
    garbled: () => garbled,
  });
  wire.on('data', (bytes) => {
    try {
      transport.emit('data', bytes);
    } catch {
      garbled += 1;
      recover();
    }
  });
  return transport;
}
