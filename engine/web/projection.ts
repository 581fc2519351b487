import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Event } from '../show/events.ts';
import { parsePart, partName } from '../show/part.ts';
import { Refusal } from '../show/ports.ts';
import {
  type Corners,
  cornersSet,
  GAMMA_RANGE,
  isPicture,
  projectionOf,
  SHARE_RANGE,
  SIDES,
} from '../show/projection.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';
import type { Limiter } from './limiter.ts';
import { mayOrder } from './operators.ts';
import type { Keeper } from './pin.ts';

const point = z.tuple([z.number(), z.number()]);
const blend = z.strictObject({
  share: z.number().min(SHARE_RANGE.min).max(SHARE_RANGE.max),
  gamma: z.number().min(GAMMA_RANGE.min).max(GAMMA_RANGE.max),
});
const bodySchema = z.strictObject({
  corners: z.tuple([point, point, point, point]).optional(),
  blends: z.partialRecord(z.enum(SIDES), blend).optional(),
  pattern: z.boolean().optional(),
});

/** POST /api/projections/PART: corners, blends and test pattern of one part of the wall; what is not named stays. */
export function projectionRoute(router: Router, stage: Stage, keeper: Keeper, limit: Limiter): void {
  router
    .route('/api/projections/:part')
    .post(mayOrder(keeper, limit), (req: Request, res: Response) => {
      const part = parsePart(String(req.params.part));
      if (!part)
        throw new Refusal(404, 'unknown-part', 'This is no part of a wall.', 'Name one such as 2x1@0,0.');
      const body = bodySchema.safeParse(req.body ?? {});
      if (!body.success) throw notUnderstood();
      const { corners, blends = {}, pattern } = body.data;
      const name = partName(part);
      const facts: Event[] = [];
      if (corners) facts.push(cornersSet(name, asPicture(corners)));
      for (const side of SIDES)
        if (blends[side]) facts.push({ type: 'blend/set', part: name, side, ...blends[side] });
      if (pattern !== undefined) facts.push({ type: 'pattern/set', part: name, on: pattern ? 1 : 0 });
      stage.announce(facts);
      const projection = projectionOf(stage.state().projections, part);
      res.set('Cache-Control', 'no-store').json({ revision: stage.revision, events: facts, projection });
    })
    .all(onlyMethods('POST'));
}

function asPicture(corners: Corners): Corners {
  if (isPicture(corners)) return corners;
  throw new Refusal(
    422,
    'no-picture',
    'These four corners make no picture: two edges cross, three corners are in line, or one is too far away.',
    'Move the corners apart.',
  );
}

function notUnderstood(): Refusal {
  return new Refusal(
    400,
    'bad-body',
    'The order is not understood.',
    'Send JSON such as {"corners": [[0,0],[1,0],[1,1],[0,1]], "blends": {"right": {"share": 0.1, "gamma": 2.2}}, "pattern": true}.',
  );
}
