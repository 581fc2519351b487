import type { Router } from 'express';
import { faults, isFault } from '../show/faults.ts';
import type { Health } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';

/** GET /health: every edge's state and every fault with its remedy; 503 where an edge is down. */
export function healthRoute(router: Router, stage: Stage, health: () => Record<string, Health>): void {
  router
    .route('/health')
    .get((_req, res) => {
      const edges = health();
      const ok = Object.values(edges).every((edge) => edge.ok);
      const { show, open, devices, sleep } = stage.state();
      const raised = stage.state().faults.map((fault) => {
        const known = isFault(fault.code) ? faults[fault.code] : { sentence: fault.code, remedy: '' };
        return { ...fault, ...known };
      });
      const { asleep, until } = sleep;
      const body = {
        ok,
        show,
        open,
        asleep,
        until,
        revision: stage.revision,
        edges,
        devices,
        faults: raised,
      };
      res
        .set('Cache-Control', 'no-store')
        .status(ok ? 200 : 503)
        .json(body);
    })
    .all(onlyMethods('GET'));
}
