import express, { type RequestHandler } from 'express';
import { requireOwnOrigin } from './guard.ts';
import type { Limiter } from './limiter.ts';
import { deskOnly, type Keeper } from './pin.ts';

/** What stands before every order: our own pages or tools, not too many, with the PIN; then the body as JSON. */
export function mayOrder(keeper: Keeper, limit: Limiter, maxBody: '4kb' | '16kb' = '4kb'): RequestHandler[] {
  return [
    (req, _res, next) => {
      requireOwnOrigin(req);
      limit.require(req);
      next();
    },
    deskOnly(keeper),
    // No page packs what it sends, and no decoder need be trusted with what others send.
    express.json({ limit: maxBody, strict: true, inflate: false }),
  ];
}
