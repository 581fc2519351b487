import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** How an address is found for a name; rejects where there is none. */
export type Resolve = (host: string) => Promise<{ address: string }>;

/** A name that was not found is asked for again, one that was is checked, after so long. */
const AGAIN_MS = 10_000;
const FRESH_MS = 60_000;

/** How names are asked for, and the clock in ms that says when. */
export interface Asking {
  resolve: Resolve;
  now: () => number;
}

export interface Reach {
  /** The address to send to; null while it is not known. Asks for it where it is due, one question at a time. */
  address(): string | null;
  /** What was sent to the address could not leave: another may be right by now. */
  doubt(): void;
}

/**
 * The address of a host by name or number. Every name is looked up once and not for each datagram: where a name server
 * is silent, a question takes seconds, and the system answers four at a time, for files and pictures too.
 */
export function reachOf(
  host: string,
  onLost: (cause: Error) => void,
  { resolve, now }: Asking = ASKING,
): Reach {
  let known = isIP(host) === 0 ? null : host;
  let asking = false;
  let nextAt = isIP(host) === 0 ? 0 : Infinity;

  async function ask() {
    asking = true;
    try {
      known = (await resolve(host)).address;
      nextAt = now() + FRESH_MS;
    } catch (error) {
      nextAt = now() + AGAIN_MS;
      if (known === null) onLost(error as Error);
    }
    asking = false;
  }

  return {
    address() {
      if (!asking && now() >= nextAt) void ask();
      return known;
    },
    doubt() {
      if (isIP(host) === 0) nextAt = Math.min(nextAt, now() + AGAIN_MS);
    },
  };
}

const ASKING: Asking = { resolve: (host) => lookup(host, { family: 4 }), now: () => performance.now() };
