import express, { type Router } from 'express';
import { z } from 'zod';
import type { Event } from '../show/events.ts';
import { bounded, isParam, paramNames } from '../show/params.ts';
import { Refusal, type VisitService } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { readId } from './creatures.ts';
import { onlyMethods } from './errors.ts';
import { requireOwnOrigin } from './guard.ts';
import type { Limiter } from './limiter.ts';
import { deskOnly, type Keeper } from './pin.ts';
import type { Undo } from './undo.ts';

const MAX_MORPH_MS = 600_000;
const paramSchema = z.strictObject({ param: z.string(), value: z.union([z.number(), z.string().max(200)]) });
const sceneSchema = z.strictObject({ morphMs: z.int().min(0).max(MAX_MORPH_MS).default(0) });
const switchSchema = z.strictObject({ on: z.boolean() });

/** The desk's orders: each is checked, becomes one fact, and is answered with the facts told. */
export function orderRoutes(
  router: Router,
  stage: Stage,
  visits: VisitService,
  keeper: Keeper,
  undo: Undo,
  limit: Limiter,
): void {
  const json = express.json({ limit: '16kb', strict: true });

  function order(path: string, factsOf: (body: unknown, name: string) => readonly Event[]) {
    router
      .route(path)
      .post(
        (req, _res, next) => {
          requireOwnOrigin(req);
          limit.require(req);
          next();
        },
        deskOnly(keeper),
        json,
        (req, res) => {
          const facts = factsOf(req.body ?? {}, String(req.params.name ?? ''));
          res.set('Cache-Control', 'no-store').json({ revision: stage.revision, events: facts });
        },
      )
      .all(onlyMethods('POST'));
  }

  function told(...facts: Event[]): readonly Event[] {
    stage.announce(facts);
    return facts;
  }

  order('/api/params', (body) => {
    const { param, value } = parsed(paramSchema, body, '{"param": "tempo", "value": 2}');
    if (!isParam(param)) throw unknown('parameter', param, paramNames);
    const allowed = bounded(param, value);
    if (allowed === undefined)
      throw new Refusal(422, 'bad-value', `${param} cannot be ${JSON.stringify(value)}.`, 'See /oscquery.');
    return told({ type: 'param/turned', param, value: allowed });
  });
  order('/api/scenes/:name/recall', (body, scene) => {
    const { morphMs } = parsed(sceneSchema, body, '{"morphMs": 2000}');
    const { scenes } = stage.state();
    if (!Object.hasOwn(scenes, scene)) throw unknown('scene', scene, Object.keys(scenes));
    return told({ type: 'scene/recalled', scene, morphMs });
  });
  order('/api/cues/:name/fire', (_body, cue) => {
    const { cues } = stage.state();
    if (!Object.hasOwn(cues, cue)) throw unknown('cue', cue, Object.keys(cues));
    return told({ type: 'cue/fired', cue });
  });
  order('/api/creatures/:name/hide', (_body, id) => told({ type: 'creature/hidden', creature: readId(id) }));
  order('/api/creatures/:name/approve', (_body, id) => {
    const creature = readId(id);
    if (!visits.approve(creature))
      throw new Refusal(
        409,
        'not-waiting',
        'This portrait does not wait.',
        'It hangs, or it is gone by now.',
      );
    // The name is in the events that the pages hear.
    return [{ type: 'profile/approved', creature, name: '' }];
  });
  order('/api/blackout', (body) => told({ type: 'blackout/set', on: switched(body) }));
  order('/api/freeze', (body) => told({ type: 'freeze/set', on: switched(body) }));
  order('/api/undo', () => undo.back());
}

function switched(body: unknown): number {
  return parsed(switchSchema, body, '{"on": true}').on ? 1 : 0;
}

function parsed<T>(schema: z.ZodType<T>, body: unknown, example: string): T {
  const found = schema.safeParse(body);
  if (found.success) return found.data;
  throw new Refusal(400, 'bad-body', 'The order is not understood.', `Send JSON such as ${example}.`);
}

function unknown(kind: string, name: string, known: readonly string[]): Refusal {
  const message = `There is no ${kind} "${name.slice(0, 40)}".`;
  return new Refusal(404, `unknown-${kind}`, message, `Use one of: ${known.join(', ') || '(none yet)'}.`);
}
