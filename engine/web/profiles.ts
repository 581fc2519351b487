import type { Router } from 'express';
import { type Library, Refusal } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { drawCard } from './card/card.ts';
import { onlyMethods } from './errors.ts';
import { requireOwnOrigin } from './guard.ts';
import type { Limiter } from './limiter.ts';

/** A code as its visitor may type it, in the form in which it is kept; null for what can be none. */
export function readCode(given: string): string | null {
  const code = given.slice(0, 60).toUpperCase().replace(/[\s-]/g, '');
  return /^[0-9A-Z]{12,32}$/.test(code) ? code : null;
}

const PORTRAIT_PX = 1024;
const MATE_PX = 256;

/**
 * GET and DELETE /api/profiles/CODE: the visitor's own record, and its erasure; CODE/card.png?size=print&lang=de: its
 * specimen card.
 */
export function profileRoutes(router: Router, stage: Stage, library: Library, limit: Limiter): void {
  router
    .route('/api/profiles/:code')
    .get((req, res) => {
      limit.require(req);
      const code = readCode(req.params.code);
      const profile = code && library.profile(code);
      if (!profile) throw unknownProfile();
      res.set('Cache-Control', 'no-store').json(profile);
    })
    .delete(async (req, res) => {
      requireOwnOrigin(req);
      limit.require(req);
      const code = readCode(req.params.code);
      const creature = code && (await library.erase(code));
      if (!creature) throw unknownProfile();
      stage.tell({ type: 'profile/erased', creature });
      res.set('Cache-Control', 'no-store').json({ erased: creature });
    })
    .all(onlyMethods('GET', 'DELETE'));
  router
    .route('/api/profiles/:code/card.png')
    .get(async (req, res) => {
      limit.require(req);
      const code = readCode(req.params.code);
      const profile = code && library.profile(code);
      const portrait = profile && (await library.picture(profile.id, PORTRAIT_PX));
      if (!profile || !portrait) throw unknownProfile();
      const { mishmashedWith } = profile.profile!;
      // Somebody else's portrait may be withheld or erased by now.
      const mate = library.creature(mishmashedWith) ? await library.picture(mishmashedWith, MATE_PX) : null;
      const size = req.query.size === 'print' ? 'print' : 'screen';
      const card = await drawCard(profile, portrait, mate, size, String(req.query.lang));
      res.set('Cache-Control', 'no-store').type('png').send(card);
    })
    .all(onlyMethods('GET'));
}

function unknownProfile(): Refusal {
  return new Refusal(
    404,
    'unknown-profile',
    'There is no profile with this code.',
    'Check the code; if the profile was erased, nothing of it is left.',
  );
}
