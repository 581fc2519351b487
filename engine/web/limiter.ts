import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { Refusal } from '../show/ports.ts';
import { addressOf, isFromHere } from './guard.ts';

/** How many requests an address may make: `burst` at once, refilled over `perMs`. */
export interface Limit {
  burst: number;
  perMs: number;
}

const MAX_ADDRESSES = 10_000;

/** A token bucket per address; `now` in ms, monotonic or not. */
export interface Limiter {
  /** Takes one token; false where none is left. */
  take(address: string): boolean;
  /** Whether no token is left; takes none. */
  isSpent(address: string): boolean;
  /** Takes one for the address of `req` or throws a 429 Refusal. This very machine is not limited. */
  require(req: IncomingMessage): void;
}

export function limiter({ burst, perMs }: Limit, now: () => number): Limiter {
  const buckets = new Map<string, { tokens: number; at: number }>();

  function filled(key: string): number {
    const bucket = buckets.get(key);
    if (!bucket) return burst;
    const passed = Math.max(0, now() - bucket.at);
    return Math.min(burst, bucket.tokens + (passed * burst) / perMs);
  }

  function take(address: string): boolean {
    const key = neighbourhood(address);
    const tokens = filled(key);
    // Re-inserting keeps the map in order of use, so that the first key is the longest unseen.
    buckets.delete(key);
    if (buckets.size >= MAX_ADDRESSES) buckets.delete(buckets.keys().next().value!);
    buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now() });
    return tokens >= 1;
  }

  return {
    take,
    isSpent: (address) => filled(neighbourhood(address)) < 1,
    require(req) {
      if (!isFromHere(req) && !take(addressOf(req))) throw tooOften();
    },
  };
}

export function tooOften(): Refusal {
  return new Refusal(429, 'too-often', 'Too many requests from this device.', 'Wait a minute and try again.');
}

/** One household of IPv6 addresses (a /64) counts as one. */
function neighbourhood(address: string): string {
  if (!isIPv6(address) || address.startsWith('::')) return address;
  return address.split(':').slice(0, 4).join(':');
}
