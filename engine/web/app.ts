import express, { type Express } from 'express';
import { buttonRoute } from './button.ts';
import { calibrationRoutes } from './calibration.ts';
import { creatureRoutes } from './creatures.ts';
import { errorHandler, notFound } from './errors.ts';
import { requireOwnHost } from './guard.ts';
import { securityHeaders } from './headers.ts';
import { healthRoute } from './health.ts';
import { lampRoute } from './lamp.ts';
import { limiter } from './limiter.ts';
import type { Live } from './live.ts';
import { logRoute } from './log.ts';
import { metricsRoute } from './metrics.ts';
import { openPagesRoutes } from './open-pages.ts';
import { defaultLimits, type WebOptions } from './options.ts';
import { orderRoutes } from './orders.ts';
import { oscQueryRoute } from './oscquery.ts';
import { pageRoutes } from './pages.ts';
import type { Keeper } from './pin.ts';
import { profileRoutes } from './profiles.ts';
import { projectionRoute } from './projection.ts';
import { snapshotRoute } from './snapshot.ts';
import { traceRoutes } from './traces.ts';
import type { Undo } from './undo.ts';
import { visitRoute } from './visits.ts';

/** The express application: every address of the contract, behind host check and security headers. */
export function createApp(
  options: WebOptions,
  keeper: Keeper,
  undo: Undo,
  live: Pick<Live, 'reload' | 'isThere'>,
): Express {
  const { stage, library, config, health } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const limited = (name: keyof typeof limits) => limiter(limits[name], () => performance.now());
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', false);
  const all = limited('all');
  const profiles = limited('profiles');
  app.use((req, res, next) => {
    requireOwnHost(req, config.host);
    all.require(req);
    securityHeaders(req, res, next);
  });
  snapshotRoute(app, stage);
  creatureRoutes(app, stage, library, keeper, limited('pictures'), profiles);
  visitRoute(app, options.visits, keeper, limited('visits'), limited('pictures'), config.maxPhotoMB);
  profileRoutes(app, stage, library, profiles);
  projectionRoute(app, stage, keeper, limited('orders'));
  calibrationRoutes(app, stage, keeper, limited('orders'));
  buttonRoute(app, stage, keeper, limited('orders'));
  lampRoute(app, stage, keeper, limited('orders'));
  traceRoutes(app, stage, options.traces ?? null, keeper, limited('orders'));
  orderRoutes(app, stage, options.visits, keeper, undo, limited('orders'), options.opening ?? (() => ''));
  if (options.log) logRoute(app, options.log, keeper, limited('orders'));
  openPagesRoutes(app, live, keeper, limited('orders'));
  healthRoute(app, stage, health);
  metricsRoute(app, stage, health);
  oscQueryRoute(app, stage, options.osc);
  pageRoutes(app, stage, options.pages);
  app.use(notFound);
  app.use(errorHandler(options.onError));
  return app;
}
