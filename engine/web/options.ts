import type { Config } from '../show/config-schema.ts';
import type { Health, Library, VisitService } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import type { Limit } from './limiter.ts';

export interface WebOptions {
  stage: Stage;
  config: Omit<Config['web'], 'phones'>;
  /** Folder of the built pages: `<page>/index.html` and their assets. */
  pages: string;
  library: Library;
  visits: VisitService;
  /** The health of every edge, by name. */
  health: () => Record<string, Health>;
  /** The desk's PIN; null where none is set. */
  pin: string | null;
  /** UDP port for OSCQuery to announce; null where OSC is off. */
  oscPort: number | null;
  /** Told of every failure that is not the client's. */
  onError: (error: unknown) => void;
  limits?: Partial<Limits>;
}

/** What one address may do. */
export interface Limits {
  visits: Limit;
  profiles: Limit;
  orders: Limit;
  pictures: Limit;
}

export const defaultLimits: Limits = {
  visits: { burst: 20, perMs: 60_000 },
  profiles: { burst: 30, perMs: 60_000 },
  orders: { burst: 600, perMs: 10_000 },
  pictures: { burst: 3000, perMs: 30_000 },
};
