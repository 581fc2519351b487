/** The parts of johnny-five and firmata-io that the board driver uses; their published types lack some of them. */

declare module 'johnny-five' {
  import type { EventEmitter } from 'node:events';

  interface PinOptions {
    pin: number | string;
    board: Board;
  }
  class Board extends EventEmitter {
    constructor(options: { io: unknown; repl: boolean; debug: boolean; sigint: boolean });
    pinMode(pin: number, mode: number): void;
    digitalWrite(pin: number, value: 0 | 1): void;
    digitalRead(pin: number, heard: (value: number) => void): void;
  }
  class Pin {
    static INPUT: number;
    constructor(options: PinOptions & { type: 'digital' | 'analog' });
    read(heard: (error: unknown, value: number) => void): void;
  }
  class Proximity extends EventEmitter {
    constructor(options: PinOptions & { controller: string; freq: number });
    readonly cm: number | null;
  }
  class Led {
    constructor(options: PinOptions);
    on(): this;
    off(): this;
    stop(): this;
    blink(ms: number): this;
    pulse(ms: number): this;
  }

  export type { Board, Led, Pin, Proximity };

  const five: {
    Board: typeof Board;
    Pin: typeof Pin;
    Proximity: typeof Proximity;
    Led: typeof Led;
  };
  export default five;
}

declare module 'firmata-io' {
  import type { EventEmitter } from 'node:events';

  class Firmata extends EventEmitter {
    constructor(transport: unknown, options: { reportVersionTimeout: number });
    reportVersion(heard: () => void): void;
    /** Capabilities of each pin; empty until the board is ready. */
    pins: { supportedModes: number[] }[];
    MODES: { PWM: number };
  }

  export type { Firmata };

  const firmata: { Firmata: typeof Firmata };
  export default firmata;
}
