import type { Request, Router } from 'express';
import { z } from 'zod';
import { type Library, Refusal } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';
import type { Limiter } from './limiter.ts';
import type { Keeper } from './pin.ts';
import { readCode } from './profiles.ts';

const SIZES = [32, 64, 128, 256, 512, 1024];
const MAX_DEPTH = 12;
const idSchema = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(z.int32());
const depthSchema = z.coerce.number().int().min(1).max(MAX_DEPTH).default(3);
const sizeSchema = z.coerce
  .number()
  .refine((size) => SIZES.includes(size))
  .default(256);

/** A creature's number from an address; throws a 404 Refusal for anything that cannot be one. */
export function readId(given: unknown): number {
  const id = idSchema.safeParse(given).data;
  if (id === undefined) throw unknownCreature();
  return id;
}

/** GET /api/creatures/ID and its lineage, GET /creatures/ID.webp; `waiting=1` shows the desk whoever waits. */
export function creatureRoutes(
  router: Router,
  stage: Stage,
  library: Library,
  keeper: Keeper,
  pictures: Limiter,
  guesses: Limiter,
): void {
  const isHidden = (id: number) => {
    const { hidden, waiting } = stage.state();
    return hidden.includes(id) || waiting.includes(id);
  };

  router
    .route('/api/creatures/:id')
    .get((req, res) => {
      pictures.require(req);
      const id = readId(req.params.id);
      const creature = isHidden(id) ? null : library.creature(id);
      if (!creature) throw unknownCreature();
      res.set('Cache-Control', 'no-store').json(creature);
    })
    .all(onlyMethods('GET'));

  router
    .route('/api/creatures/:id/lineage')
    .get((req, res) => {
      pictures.require(req);
      const depth = depthSchema.safeParse(req.query.depth).data;
      if (depth === undefined) throw badQuery('depth', `a whole number from 1 to ${MAX_DEPTH}`);
      const id = readId(req.params.id);
      const kin = isHidden(id) ? null : library.lineage(id, depth);
      if (!kin) throw unknownCreature();
      res
        .set('Cache-Control', 'no-store')
        .json(kin.map((one) => (isHidden(one.id) ? { ...one, name: null } : one)));
    })
    .all(onlyMethods('GET'));

  router
    .route('/creatures/:file')
    .get(async (req, res) => {
      pictures.require(req);
      const id = readId(/^(\d{1,10})\.webp$/.exec(req.params.file)?.[1]);
      const size = sizeSchema.safeParse(req.query.size).data;
      if (size === undefined) throw badQuery('size', `one of ${SIZES.join(', ')}`);
      const shown = library.creature(id);
      const seen = shown && (!isHidden(id) || req.query.waiting === '1');
      if (req.query.waiting === '1') keeper.requireDesk(req);
      if (!isVisitors(req, id, library, guesses) && !seen) throw unknownCreature();
      const picture = await library.picture(id, size);
      if (!picture) throw unknownCreature();
      // A visitor may take a portrait back; a copy in some cache must not outlive that.
      const lasting = shown && !shown.profile;
      res.set('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'private, no-store');
      res.type('webp').send(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength));
    })
    .all(onlyMethods('GET'));
}

/** Whoever has the code sees the portrait wherever it may or may not hang. A wrong code is a guess, and those are few. */
function isVisitors(req: Request, id: number, library: Library, guesses: Limiter): boolean {
  if (typeof req.query.code !== 'string') return false;
  guesses.requireLeft(req);
  const code = readCode(req.query.code);
  if (code !== null && library.profile(code)?.id === id) return true;
  guesses.require(req);
  return false;
}

function unknownCreature(): Refusal {
  return new Refusal(404, 'unknown-creature', 'No such creature.', 'Its number is on its label on the wall.');
}

function badQuery(name: string, wanted: string): Refusal {
  return new Refusal(400, 'bad-query', `"${name}" is not understood.`, `Give ${wanted}, or leave it out.`);
}
