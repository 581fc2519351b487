import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { LOG_LEVELS, type LogDial } from '../show/log.ts';
import { onlyMethods } from './errors.ts';
import type { Limiter } from './limiter.ts';
import { mayOrder } from './operators.ts';
import { parsed } from './order-body.ts';
import type { Keeper } from './pin.ts';

const schema = z.strictObject({ level: z.enum(LOG_LEVELS) });

/** POST /api/log/level: from now on the log holds lines up to this level, until the engine starts anew. */
export function logRoute(router: Router, log: LogDial, keeper: Keeper, limit: Limiter): void {
  router
    .route('/api/log/level')
    .post(mayOrder(keeper, limit), (req: Request, res: Response) => {
      const { level } = parsed(schema, req.body ?? {}, '{"level": "debug"}');
      log.setLevel(level);
      res.set('Cache-Control', 'no-store').json({ level: log.level() });
    })
    .all(onlyMethods('POST'));
}
