import type { Config } from '../show/config-schema.ts';
import type { LogDial } from '../show/log.ts';
import type { Health, Library, Traces, VisitService } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import type { Limit } from './limiter.ts';

export interface WebOptions {
  stage: Stage;
  config: Omit<Config['web'], 'phones'>;
  /** Folder of the built pages: `<page>/index.html` and their assets. */
  pages: string;
  library: Library;
  visits: VisitService;
  /** What the sensors told; absent where that is not kept. */
  traces?: Traces | null;
  /** The health of every edge, by name. */
  health: () => Record<string, Health>;
  /** When the house opens next, as a clock in the room says it; absent or empty = never. */
  opening?: () => string;
  /** The desk's PIN; null where none is set. */
  pin: string | null;
  /** What OSCQuery tells of; null where OSC is off. */
  osc: OscPeer | null;
  /** The level of the log, to be turned while the show runs; absent where there is none. */
  log?: LogDial;
  /** Told of every failure that is not the client's. */
  onError: (error: unknown) => void;
  limits?: Partial<Limits>;
}

/** The show's OSC, as far as OSCQuery is concerned. */
export interface OscPeer {
  /** The UDP port that orders are heard on. */
  port: number;
  /** Every value that moves, as one packed OSC message. Returns how to stop. */
  onValue(listener: (address: string, bytes: Uint8Array) => void): () => void;
}

/** What one address may do. */
export interface Limits {
  /** Whatever it asks for. */
  all: Limit;
  visits: Limit;
  profiles: Limit;
  orders: Limit;
  pictures: Limit;
}

export const defaultLimits: Limits = {
  all: { burst: 6000, perMs: 30_000 },
  visits: { burst: 20, perMs: 60_000 },
  profiles: { burst: 30, perMs: 60_000 },
  orders: { burst: 600, perMs: 10_000 },
  pictures: { burst: 3000, perMs: 30_000 },
};
