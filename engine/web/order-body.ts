import type { Request } from 'express';
import { z } from 'zod';
import type { Event } from '../show/events.ts';
import { bounded, isParam, paramNames } from '../show/params.ts';
import { Refusal } from '../show/ports.ts';

/** Header in which a desk says what it is called, percent-encoded. */
export const DESK_HEADER = 'x-mishmash-desk';
const MAX_DESK_NAME = 20;
const switchSchema = z.strictObject({ on: z.boolean() });

/** What the desk that gave an order calls itself. */
export function deskOf(req: Request): string {
  let given = '';
  try {
    given = decodeURIComponent(String(req.headers[DESK_HEADER] ?? ''));
  } catch {
    // A desk that cannot spell its name has none.
  }
  const name = [...given.replace(/[^\p{L}\p{N} ()_-]/gu, '').trim()].slice(0, MAX_DESK_NAME).join('');
  return name === '' ? 'desk' : `desk ${name}`;
}

/** The fact that turns a parameter to the nearest allowed value. Throws a Refusal where there is none. */
export function turned(param: string, value: unknown): Event {
  if (!isParam(param)) throw unknown('parameter', param, paramNames);
  const allowed = bounded(param, value);
  if (allowed === undefined)
    throw new Refusal(422, 'bad-value', `${param} cannot be ${JSON.stringify(value)}.`, 'See /oscquery.');
  return { type: 'param/turned', param, value: allowed };
}

/** 1 or 0 for {"on": true} or false. Throws a Refusal for anything else. */
export function switched(body: unknown): number {
  return parsed(switchSchema, body, '{"on": true}').on ? 1 : 0;
}

/** The body as `schema` has it. Throws a Refusal that shows `example`. */
export function parsed<T>(schema: z.ZodType<T>, body: unknown, example: string): T {
  const found = schema.safeParse(body);
  if (found.success) return found.data;
  throw new Refusal(400, 'bad-body', 'The order is not understood.', `Send JSON such as ${example}.`);
}

/** The refusal of a name that is none of `known`. */
export function unknown(kind: string, name: string, known: readonly string[]): Refusal {
  const message = `There is no ${kind} "${name.slice(0, 40)}".`;
  return new Refusal(404, `unknown-${kind}`, message, `Use one of: ${known.join(', ') || '(none yet)'}.`);
}
