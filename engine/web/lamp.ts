import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Event } from '../show/events.ts';
import { LAMPS } from '../show/lamp.ts';
import { Refusal } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';
import type { Limiter } from './limiter.ts';
import { mayOrder } from './operators.ts';
import { deskOf, parsed, unknown } from './order-body.ts';
import type { Keeper } from './pin.ts';

const schema = z.strictObject({ pattern: z.string().max(40) });

/** POST /api/lamp/test: the button's lamp shows a pattern for some seconds, then what the show asks of it. */
export function lampRoute(router: Router, stage: Stage, keeper: Keeper, limit: Limiter): void {
  router
    .route('/api/lamp/test')
    .post(mayOrder(keeper, limit), (req: Request, res: Response) => {
      const { pattern } = parsed(schema, req.body ?? {}, '{"pattern": "breathe"}');
      const known = LAMPS.find((one) => one === pattern);
      if (!known) throw unknown('pattern', pattern, LAMPS);
      requireFree(stage);
      const facts: Event[] = [{ type: 'lamp/tried', pattern: known }];
      stage.announce(facts, null, deskOf(req));
      const { lamp } = stage.state();
      res.set('Cache-Control', 'no-store').json({ revision: stage.revision, events: facts, lamp });
    })
    .all(onlyMethods('POST'));
}

function requireFree(stage: Stage): void {
  const { visit, devices } = stage.state();
  // Every device but the USB button is a board.
  const boards = Object.entries(devices).filter(([name]) => name !== 'button');
  if (boards.length > 0 && boards.every(([, { state }]) => state === 'lost'))
    throw new Refusal(
      409,
      'board-lost',
      'No board that could hold the lamp is there.',
      'See devices for the cause, and plug it in.',
    );
  if (visit)
    throw new Refusal(409, 'visit-running', 'A visitor needs the lamp.', 'Try again when the visit is over.');
}
