import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type Response, type Router } from 'express';
import { Refusal } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { compressed } from './compressed.ts';
import { onlyMethods } from './errors.ts';
import { indexHtml, indexStyle, unbuiltHtml } from './index-page.ts';

export const PAGES = ['wall', 'booth', 'desk', 'calibrate', 'me'] as const;

/** How soon a browser asks again for a page that is being built. */
const UNBUILT_RETRY_S = 2;

/** The built pages and their assets, and an index for the exhibitor. */
export function pageRoutes(router: Router, stage: Stage, pages: string): void {
  function send(req: Request, res: Response, page: string) {
    const file = join(pages, page, 'index.html');
    if (!existsSync(file)) {
      // A browser that came before the pages were built must not have to be helped; programs get the plain refusal.
      if (req.accepts(['json', 'html']) === 'html')
        return void res
          .status(503)
          .set({ 'Retry-After': String(UNBUILT_RETRY_S), 'Cache-Control': 'no-store' })
          .type('html')
          .send(unbuiltHtml(page, UNBUILT_RETRY_S));
      throw new Refusal(
        404,
        'page-unbuilt',
        `The page /${page} is not built.`,
        'Run npm start, which builds the pages.',
      );
    }
    res.sendFile(file, { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } });
  }

  router
    .route('/')
    .get((_req, res) => void res.set('Cache-Control', 'no-cache').type('html').send(indexHtml(stage.state())))
    .all(onlyMethods('GET'));
  router.route('/index.css').get((_req, res) => void res.type('css').send(indexStyle));
  for (const page of PAGES)
    router
      .route(`/${page}`)
      .get((req, res) => send(req, res, page))
      .all(onlyMethods('GET'));
  router
    .route('/me/:code')
    .get((req, res) => send(req, res, 'me'))
    .all(onlyMethods('GET'));
  // Names of assets carry a hash of their content, those of pages do not.
  router.use(
    '/assets',
    compressed(join(pages, 'assets')),
    express.static(join(pages, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.use(compressed(pages), express.static(pages, { index: false, redirect: false, dotfiles: 'ignore' }));
}
