import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { Refusal } from '../show/ports.ts';
import { addressOf, isFromHere } from './guard.ts';
import { limiter, tooOften } from './limiter.ts';

/** Header in which the desk sends the PIN. */
export const PIN_HEADER = 'x-mishmash-pin';
const ATTEMPTS = { burst: 8, perMs: 5 * 60_000 };

/** Who may give orders. */
export interface Keeper {
  /** Throws a Refusal unless `req`, with `given` or its header, may give the desk's orders. */
  requireDesk(req: IncomingMessage, given?: string): void;
  /** Whether the request is the booth's: from this very machine, or with the PIN. */
  isBooth(req: IncomingMessage): boolean;
}

/** The PIN that the environment gives; one of nothing but spaces is none, or whoever sends nothing would have it. */
export function pinOf(given: string | undefined): string | null {
  return given?.trim() || null;
}

/** `loopback`: whether the engine listens on this machine only, where no PIN is needed unless one is set. */
export function keeper(pin: string | null, loopback: boolean, now: () => number): Keeper {
  const wrong = limiter(ATTEMPTS, now);

  function requireDesk(req: IncomingMessage, given = headerOf(req)) {
    if (pin === null) {
      if (loopback && isFromHere(req)) return;
      throw new Refusal(
        403,
        'pin-unset',
        'The desk is closed: the engine is open to the network and has no PIN.',
        'Set the environment variable MISHMASH_PIN and start again.',
      );
    }
    if (given === undefined)
      throw new Refusal(401, 'pin-missing', 'The desk needs the PIN.', 'Enter the PIN of the show.');
    if (wrong.isSpent(addressOf(req))) throw tooOften();
    if (isSame(given, pin)) return;
    wrong.take(addressOf(req));
    throw new Refusal(
      401,
      'pin-wrong',
      'This is not the PIN.',
      'Check the PIN; after a few tries you must wait.',
    );
  }

  function isBooth(req: IncomingMessage) {
    if (isFromHere(req)) return true;
    try {
      requireDesk(req);
      return true;
    } catch {
      return false;
    }
  }
  return { requireDesk, isBooth };
}

export function deskOnly(keeper: Keeper): RequestHandler {
  return (req, _res, next) => {
    keeper.requireDesk(req);
    next();
  };
}

function headerOf(req: IncomingMessage): string | undefined {
  const value = req.headers[PIN_HEADER];
  return typeof value === 'string' ? value : undefined;
}

/** Compares hashes, so that neither the time nor the length tells how close a guess was. */
function isSame(given: string, pin: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(pin));
}
