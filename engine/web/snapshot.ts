import type { Router } from 'express';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';

/** GET /api/state: the whole state with the revision at which it was true. */
export function snapshotRoute(router: Router, stage: Stage): void {
  let cached = { revision: -1, json: '' };
  router
    .route('/api/state')
    .get((_req, res) => {
      // One text for all pages that ask between two events.
      if (cached.revision !== stage.revision) {
        const { revision } = stage;
        cached = { revision, json: JSON.stringify({ revision, state: stage.state() }) };
      }
      res.set('Cache-Control', 'no-store').type('json').send(cached.json);
    })
    .all(onlyMethods('GET'));
}
