import type { Request, Response, Router } from 'express';
import type { LearntButton } from '../show/button.ts';
import type { Event } from '../show/events.ts';
import { Refusal } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';
import type { Limiter } from './limiter.ts';
import { mayOrder } from './operators.ts';
import { deskOf } from './order-body.ts';
import type { Keeper } from './pin.ts';

/**
 * POST /api/button/learn: whoever stands at the button presses it twice, and the show knows it from then on. DELETE: what
 * was learnt is forgotten, and only buttons of the table are known.
 */
export function buttonRoute(router: Router, stage: Stage, keeper: Keeper, limit: Limiter): void {
  const ordered = mayOrder(keeper, limit);
  const told = (fact: Event, req: Request, res: Response) => {
    stage.announce([fact], null, deskOf(req));
    const { button } = stage.state();
    res.set('Cache-Control', 'no-store').json({ revision: stage.revision, events: [fact], button });
  };
  router
    .route('/api/button/learn')
    .post(ordered, (req: Request, res: Response) => {
      requireLearnable(stage);
      told({ type: 'button/learning', on: 1, cause: '' }, req, res);
    })
    .delete(ordered, (req: Request, res: Response) => {
      const { vendorId, productId } = requireLearnt(stage);
      told({ type: 'button/forgotten', vendorId, productId }, req, res);
    })
    .all(onlyMethods('POST', 'DELETE'));
}

function requireLearnt(stage: Stage): LearntButton {
  const { learnt } = stage.state().button;
  if (learnt) return learnt;
  throw new Refusal(
    409,
    'nothing-learnt',
    'No button has been learnt.',
    'There is nothing to forget; POST here learns one.',
  );
}

function requireLearnable(stage: Stage): void {
  const { button, devices } = stage.state();
  if ((devices.button?.state ?? 'sim') === 'sim')
    throw new Refusal(
      409,
      'button-simulated',
      'The button is simulated; no USB button is looked for.',
      'Set button.driver to hid in show-config.json and start anew.',
    );
  if (button.learningUntil !== null && stage.now() < button.learningUntil)
    throw new Refusal(409, 'already-learning', 'A button is being learnt.', 'Press it now, twice.');
}
