import type { Router } from 'express';
import { z } from 'zod';
import { Refusal, type VisitRequest, type VisitService } from '../show/ports.ts';
import type { Consent } from '../show/record.ts';
import { onlyMethods } from './errors.ts';
import { requireOwnOrigin } from './guard.ts';
import type { Limiter } from './limiter.ts';
import type { Keeper } from './pin.ts';
import { photoUpload } from './upload.ts';

const consentSchema = z.strictObject({
  mix: z.boolean().default(false),
  wall: z.boolean().default(false),
  keep: z.boolean().default(false),
});
const fieldsSchema = z.object({
  visit: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  name: z.string().max(4000).default(''),
  consent: z
    .union([
      z.string(),
      z
        .array(z.string())
        .max(3)
        .transform((list) => list.join(',')),
    ])
    .default(''),
  attributes: z.string().optional(),
});

/**
 * POST /api/visits?ticket=...: a photo and what its owner agrees to. The booth adds the `visit` it is running.
 * GET /api/visits/TICKET: where that visit stands, meanwhile, or 204; the ticket is any 16 to 64 characters that the
 * page draws.
 */
export function visitRoute(
  router: Router,
  visits: VisitService,
  keeper: Keeper,
  limit: Limiter,
  asking: Limiter,
  maxPhotoMB: number,
): void {
  router
    .route('/api/visits')
    .post(
      (req, _res, next) => {
        requireOwnOrigin(req);
        limit.require(req);
        next();
      },
      ...photoUpload(maxPhotoMB),
      async (req, res) => {
        const request = readRequest(req.body, req.file?.buffer, readTicket(req.query.ticket));
        if (request.visit !== null && !keeper.isBooth(req)) throw notTheBooth();
        const result = await visits.visit(request);
        res.set('Cache-Control', 'no-store').status(201).json(result);
      },
    )
    .all(onlyMethods('POST'));
  router
    .route('/api/visits/:ticket')
    .get((req, res) => {
      asking.require(req);
      const ticket = readTicket(req.params.ticket);
      const progress = ticket && visits.progress(ticket);
      res.set('Cache-Control', 'no-store');
      // No error: a page asks before its photo has arrived, and once more when all is done.
      if (progress) res.json(progress);
      else res.status(204).end();
    })
    .all(onlyMethods('GET'));
}

function readTicket(given: unknown): string | null {
  return typeof given === 'string' && /^[\w-]{16,64}$/.test(given) ? given : null;
}

function readRequest(body: unknown, photo: Uint8Array | undefined, ticket: string | null): VisitRequest {
  const fields = fieldsSchema.safeParse(body ?? {}).data;
  if (!fields) throw badForm('A field is malformed.');
  if (!photo?.length)
    throw new Refusal(400, 'photo-missing', 'There is no photo.', 'Put one file in the field "photo".');
  return {
    visit: fields.visit ?? null,
    photo,
    name: fields.name,
    consent: readConsent(fields.consent),
    attributes: fields.attributes ? readJson(fields.attributes, 'attributes') : null,
    ticket,
  };
}

/** `{"mix": true, ...}` or the granted purposes as a list: `mix,wall`. What is not granted is refused. */
function readConsent(text: string): Consent {
  const given = text.trim();
  const data = given.startsWith('{')
    ? readJson(given, 'consent')
    : Object.fromEntries(
        given
          .split(',')
          .map((purpose) => purpose.trim())
          .filter(Boolean)
          .map((purpose) => [purpose, true]),
      );
  const consent = consentSchema.safeParse(data).data;
  if (!consent) throw badForm('"consent" names something else than mix, wall and keep.');
  return consent;
}

function readJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badForm(`"${field}" is no JSON.`);
  }
}

function badForm(message: string): Refusal {
  return new Refusal(400, 'form-field', message, 'See the README for the fields of a visit.');
}

function notTheBooth(): Refusal {
  return new Refusal(
    403,
    'not-the-booth',
    'Only the booth continues its visit.',
    'Leave out "visit" on a phone.',
  );
}
