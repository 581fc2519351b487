import express, { type Express } from 'express';
import { creatureRoutes } from './creatures.ts';
import { errorHandler, notFound } from './errors.ts';
import { requireOwnHost } from './guard.ts';
import { securityHeaders } from './headers.ts';
import { healthRoute } from './health.ts';
import { limiter } from './limiter.ts';
import { metricsRoute } from './metrics.ts';
import { defaultLimits, type WebOptions } from './options.ts';
import { orderRoutes } from './orders.ts';
import { oscQueryRoute } from './oscquery.ts';
import { pageRoutes } from './pages.ts';
import type { Keeper } from './pin.ts';
import { profileRoutes } from './profiles.ts';
import { projectionRoute } from './projection.ts';
import { snapshotRoute } from './snapshot.ts';
import type { Undo } from './undo.ts';
import { visitRoute } from './visits.ts';

/** The express application: every address of the contract, behind host check and security headers. */
export function createApp(options: WebOptions, keeper: Keeper, undo: Undo): Express {
  const { stage, library, config, health } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const limited = (name: keyof typeof limits) => limiter(limits[name], () => performance.now());
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', false);
  app.use((req, res, next) => {
    requireOwnHost(req, config.host);
    securityHeaders(req, res, next);
  });
  snapshotRoute(app, stage);
  creatureRoutes(app, stage, library, keeper, limited('pictures'));
  visitRoute(app, options.visits, keeper, limited('visits'), limited('pictures'), config.maxPhotoMB);
  profileRoutes(app, stage, library, limited('profiles'));
  projectionRoute(app, stage, keeper, limited('orders'));
  orderRoutes(app, stage, options.visits, keeper, undo, limited('orders'));
  healthRoute(app, stage, health);
  metricsRoute(app, stage, health);
  oscQueryRoute(app, stage, options.oscPort);
  pageRoutes(app, stage, options.pages);
  app.use(notFound);
  app.use(errorHandler(options.onError));
  return app;
}
