/** The parts of johnny-five and firmata-io that the board driver uses; their published types lack some of them. */

declare module 'johnny-five' {
  import type { EventEmitter } from 'node:events';

  class Board extends EventEmitter {
    /** Every board ever made, which the library never lets go. */
    static readonly cache: Board[];
    constructor(options: { io: unknown; repl: boolean; debug: boolean; sigint: boolean });
    timer: NodeJS.Timeout | null;
    pinMode(pin: number, mode: number): void;
    digitalWrite(pin: number, value: 0 | 1): void;
    analogWrite(pin: number, value: number): void;
    digitalRead(pin: number, heard: (value: number) => void): void;
    analogRead(channel: number, heard: (value: number) => void): void;
  }

  export type { Board };

  const five: { Board: typeof Board };
  export default five;
}

declare module 'firmata-io' {
  import type { EventEmitter } from 'node:events';

  class Firmata extends EventEmitter {
    static SYSEX_RESPONSE: Record<string, (io: Firmata) => void>;
    constructor(transport: unknown, options: { reportVersionTimeout: number });
    /** Whether the board has said that it speaks Firmata. */
    versionReceived: boolean;
    reportVersion(heard: () => void): void;
    /** Asks for the level of the pin now and at every change. */
    reportDigitalPin(pin: number, on: 0 | 1): void;
    /** Throws where the firmware cannot do it. Times in microseconds. */
    pingRead(
      options: { pin: number; value: 0 | 1; pulseOut: number; timeout: number },
      heard: (us: number) => void,
    ): void;
    /** Sends a message of system-exclusive data, each byte of 7 bits. */
    sysexCommand(message: number[]): void;
    firmware: { name?: string; version?: { major: number; minor: number } };
    /** Capabilities of each pin; empty until the board is ready. */
    pins: { supportedModes: number[] }[];
    /** The pin behind each analog channel. */
    analogPins: number[];
    MODES: Record<'INPUT' | 'OUTPUT' | 'ANALOG' | 'PWM' | 'PULLUP' | 'PING_READ', number>;
    /** Highest values of converters and dimmers. */
    RESOLUTION: { ADC: number | null; PWM: number | null };
    /** Bytes of a message that is not complete yet. */
    buffer: number[];
    reportVersionTimeoutId: NodeJS.Timeout;
  }

  export type { Firmata };

  const firmata: { Firmata: typeof Firmata };
  export default firmata;
}
