import type { Router } from 'express';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';

/** GET /api/state: the whole state with the revision at which it was true and the engine's clock. */
export function snapshotRoute(router: Router, stage: Stage): void {
  let cached = { revision: -1, state: '' };
  router
    .route('/api/state')
    .get((_req, res) => {
      // One text for all pages that ask between two events.
      if (cached.revision !== stage.revision) {
        const { revision } = stage;
        cached = { revision, state: JSON.stringify(stage.state()) };
      }
      const head = `"revision":${cached.revision},"at":${stage.now()}`;
      res.set('Cache-Control', 'no-store').type('json').send(`{${head},"state":${cached.state}}`);
    })
    .all(onlyMethods('GET'));
}
