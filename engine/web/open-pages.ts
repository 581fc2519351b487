import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { PAGE_KINDS } from '../show/pages.ts';
import { Refusal } from '../show/ports.ts';
import { onlyMethods } from './errors.ts';
import type { Limiter } from './limiter.ts';
import type { Live } from './live.ts';
import { mayOrder } from './operators.ts';
import { parsed } from './order-body.ts';
import type { Keeper } from './pin.ts';

const schema = z.strictObject({
  kinds: z.array(z.enum(PAGE_KINDS)).min(1).max(PAGE_KINDS.length).optional(),
});

/**
 * POST /api/pages/reload: every open page, or those of the named kinds, loads itself anew when it may. GET
 * /api/pages/NAME: whether the page of this name is open and goes on; 404 where it is not.
 */
export function openPagesRoutes(
  router: Router,
  live: Pick<Live, 'reload' | 'isThere'>,
  keeper: Keeper,
  limit: Limiter,
): void {
  router
    .route('/api/pages/reload')
    .post(mayOrder(keeper, limit), (req: Request, res: Response) => {
      const { kinds = PAGE_KINDS } = parsed(schema, req.body ?? {}, '{"kinds": ["wall"]}');
      res.set('Cache-Control', 'no-store').json({ pages: live.reload(kinds) });
    })
    .all(onlyMethods('POST'));
  router
    .route('/api/pages/:name')
    .get((req: Request<{ name: string }>, res: Response) => {
      const { name } = req.params;
      if (!live.isThere(name))
        throw new Refusal(404, 'not-there', 'No page of this name is open and goes on.', 'Open it anew.');
      res.set('Cache-Control', 'no-store').json({ name });
    })
    .all(onlyMethods('GET'));
}
