import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { GO_GAP_MS, isSceneName } from '../show/desk.ts';
import { isLockedOut, panicFacts } from '../show/desk-told.ts';
import type { Event } from '../show/events.ts';
import { Refusal, type VisitService } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { readId } from './creatures.ts';
import { onlyMethods } from './errors.ts';
import type { Limiter } from './limiter.ts';
import { mayOrder } from './operators.ts';
import { deskOf, parsed, switched, turned, unknown } from './order-body.ts';
import { deskOnly, type Keeper } from './pin.ts';
import type { Undo } from './undo.ts';

const MAX_MORPH_MS = 600_000;

const value = z.union([z.number(), z.string().max(200)]);
const paramSchema = z.union([
  z.strictObject({ param: z.string(), value }),
  z.strictObject({ values: z.record(z.string().max(40), value) }),
]);
const sceneSchema = z.strictObject({ morphMs: z.int().min(0).max(MAX_MORPH_MS).default(0) });
const steerSchema = z.strictObject({ value: z.number() });

/** The desk's orders: each is checked, becomes facts, and is answered with the facts told. */
export function orderRoutes(
  router: Router,
  stage: Stage,
  visits: VisitService,
  keeper: Keeper,
  undo: Undo,
  limit: Limiter,
  /** When the house opens next, as a clock in the room says it. */
  opening: () => string,
): void {
  const ordered = mayOrder(keeper, limit, '16kb');

  function order(path: string, factsOf: (body: unknown, name: string, by: string) => readonly Event[]) {
    router
      .route(path)
      .post(ordered, (req: Request, res: Response) => {
        const facts = factsOf(req.body ?? {}, String(req.params.name ?? ''), deskOf(req));
        res.set('Cache-Control', 'no-store').json({ revision: stage.revision, events: facts });
      })
      .all(onlyMethods('POST'));
  }

  function told(by: string, ...facts: Event[]): readonly Event[] {
    const out = facts.find((fact) => isLockedOut(stage.state(), fact));
    if (out)
      throw new Refusal(423, 'locked', 'The desk is locked.', 'Unlock it first; panic works all the same.');
    stage.announce(facts, null, by);
    return facts;
  }

  function fired(cue: string, by: string): readonly Event[] {
    const { cues, desk } = stage.state();
    if (!Object.hasOwn(cues, cue)) throw unknown('cue', cue, Object.keys(cues));
    if (Math.abs(stage.now() - desk.firedAt) < GO_GAP_MS)
      throw new Refusal(409, 'too-soon', 'A cue was fired just now.', 'Press GO again in half a second.');
    return told(by, { type: 'cue/fired', cue });
  }

  function hanging(id: string): number {
    const creature = readId(id);
    if (!stage.state().wall.includes(creature))
      throw new Refusal(
        409,
        'not-hanging',
        'This creature does not hang on the wall.',
        'Choose one that does.',
      );
    return creature;
  }

  order('/api/params', (body, _name, by) => {
    const given = parsed(paramSchema, body, '{"param": "tempo", "value": 2}');
    const values = 'values' in given ? Object.entries(given.values) : [[given.param, given.value] as const];
    return told(by, ...values.map(([param, value]) => turned(param, value)));
  });
  order('/api/scenes/:name/recall', (body, scene, by) => {
    const { morphMs } = parsed(sceneSchema, body, '{"morphMs": 2000}');
    const { scenes } = stage.state();
    if (!Object.hasOwn(scenes, scene)) throw unknown('scene', scene, Object.keys(scenes));
    return told(by, { type: 'scene/recalled', scene, morphMs });
  });
  order('/api/scenes/:name/save', (_body, scene, by) => {
    const { scenes, desk } = stage.state();
    if (!isSceneName(scene))
      throw new Refusal(
        422,
        'bad-name',
        'This is no name for a scene.',
        'Use 1 to 40 letters, digits, spaces, - and _.',
      );
    if (Object.hasOwn(scenes, scene) && !desk.saved.includes(scene))
      throw new Refusal(
        409,
        'scene-configured',
        `The scene "${scene}" comes from show-config.json.`,
        'Save under another name, or change it there.',
      );
    return told(by, { type: 'scene/saved', scene });
  });
  order('/api/scenes/:name/drop', (_body, scene, by) => {
    const { saved } = stage.state().desk;
    if (!saved.includes(scene)) throw unknown('scene made at the desk', scene, saved);
    return told(by, { type: 'scene/dropped', scene });
  });
  order('/api/cues/:name/fire', (_body, cue, by) => fired(cue, by));
  order('/api/cues/:name/arm', (_body, cue, by) => {
    const { cues } = stage.state();
    if (!Object.hasOwn(cues, cue)) throw unknown('cue', cue, Object.keys(cues));
    return told(by, { type: 'cue/armed', cue });
  });
  order('/api/go', (_body, _name, by) => {
    const { next } = stage.state().desk;
    if (next === null)
      throw new Refusal(409, 'no-cue', 'No cue is left.', 'Choose the next one from the list.');
    return fired(next, by);
  });
  order('/api/directions/:name/steer', (body, direction, by) => {
    const { value } = parsed(steerSchema, body, '{"value": 1.5}');
    const { directions } = stage.state();
    if (!directions.includes(direction)) throw unknown('direction', direction, directions);
    return told(by, { type: 'direction/steered', direction, value });
  });
  order('/api/creatures/:name/hide', (_body, id, by) =>
    told(by, { type: 'creature/hidden', creature: readId(id) }),
  );
  order('/api/creatures/:name/pin', (body, id, by) =>
    told(by, { type: 'creature/pinned', creature: hanging(id), on: switched(body) }),
  );
  order('/api/creatures/:name/favour', (body, id, by) => {
    const creature = hanging(id);
    return told(by, { type: 'creature/favoured', creature: switched(body) === 1 ? creature : 0 });
  });
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
  order('/api/blackout', (body, _name, by) => told(by, { type: 'blackout/set', on: switched(body) }));
  order('/api/freeze', (body, _name, by) => told(by, { type: 'freeze/set', on: switched(body) }));
  order('/api/sleep', (body, _name, by) => {
    if (switched(body) === 0) return told(by, { type: 'show/woke', cause: 'hand' });
    return told(by, { type: 'show/slept', until: opening(), cause: 'hand' });
  });
  order('/api/lock', (body, _name, by) => told(by, { type: 'lock/set', on: switched(body) }));
  order('/api/panic', (_body, _name, by) => {
    const facts = panicFacts(stage.state());
    stage.announce(facts, null, by);
    return facts;
  });
  order('/api/undo', (_body, _name, by) => undo.back(by));
  order('/api/redo', (_body, _name, by) => undo.forward(by));
  router
    .route('/api/steps')
    .get(deskOnly(keeper), (_req, res) => {
      res.set('Cache-Control', 'no-store').json(undo.steps());
    })
    .all(onlyMethods('GET'));
}
