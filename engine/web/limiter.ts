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
  /** Throws the same where none is left, and takes none. */
  requireLeft(req: IncomingMessage): void;
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

  const isSpent = (address: string) => filled(neighbourhood(address)) < 1;
  return {
    take,
    isSpent,
    requireLeft(req) {
      if (!isFromHere(req) && isSpent(addressOf(req))) throw tooOften();
    },
    require(req) {
      if (!isFromHere(req) && !take(addressOf(req))) throw tooOften();
    },
  };
}

export function tooOften(): Refusal {
  return new Refusal(429, 'too-often', 'Too many requests from this device.', 'Wait a minute and try again.');
}

/** One household of IPv6 addresses (a /64) counts as one, however its zeros are written. */
export function neighbourhood(address: string): string {
  if (!isIPv6(address)) return address;
  const [before = '', after] = address.split('%')[0]!.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const head = groups(before);
  // An IPv4 address at the end stands for two groups.
  const tail = groups(after ?? '').flatMap((group) => (group.includes('.') ? [group, group] : [group]));
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  const all = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
