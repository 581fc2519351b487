import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Event } from '../show/events.ts';
import { Refusal } from '../show/ports.ts';
import { setupOf } from '../show/sensing/calibration.ts';
import { FUSION_MODES, FUSION_RANGE } from '../show/sensing/fusion.ts';
import { THRESHOLD_RANGES, type ThresholdName, thresholdNames } from '../show/sensing/thresholds.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';
import type { Limiter } from './limiter.ts';
import { mayOrder } from './operators.ts';
import { deskOf, parsed, unknown } from './order-body.ts';
import type { Keeper } from './pin.ts';

const setSchema = z.union([
  z.strictObject({
    sensor: z.string().max(40),
    values: z.partialRecord(z.enum(thresholdNames as [ThresholdName, ...ThresholdName[]]), z.number()),
  }),
  z.strictObject({ fusion: z.strictObject({ mode: z.enum(FUSION_MODES), threshold: z.number() }) }),
]);
const revertSchema = z.strictObject({ version: z.int().min(0) });
const SET_EXAMPLE =
  '{"sensor": "door", "values": {"nearCm": 90, "farCm": 110}} or {"fusion": {"mode": "all", "threshold": 1}}';

/** POST /api/calibration, /api/calibration/save and /api/calibration/revert: thresholds and fusion, and their versions. */
export function calibrationRoutes(router: Router, stage: Stage, keeper: Keeper, limit: Limiter): void {
  function order(path: string, factsOf: (body: unknown, by: string) => Event[]) {
    router
      .route(path)
      .post(mayOrder(keeper, limit), (req: Request, res: Response) => {
        const facts = factsOf(req.body ?? {}, deskOf(req));
        stage.announce(facts, null, deskOf(req));
        const { calibration } = stage.state();
        res.set('Cache-Control', 'no-store').json({ revision: stage.revision, events: facts, calibration });
      })
      .all(onlyMethods('POST'));
  }

  order('/api/calibration', (body) => {
    const given = parsed(setSchema, body, SET_EXAMPLE);
    return 'fusion' in given ? [fusionSet(given.fusion)] : thresholdsSet(stage, given.sensor, given.values);
  });
  order('/api/calibration/save', (_body, by) => {
    const last = stage.state().calibration.versions.at(-1)?.version ?? 0;
    return [{ type: 'calibration/saved', version: last + 1, by }];
  });
  order('/api/calibration/revert', (body, by) => {
    const { version } = parsed(revertSchema, body, '{"version": 3}; 0 is the configuration');
    const { versions } = stage.state().calibration;
    if (version !== 0 && !versions.some((one) => one.version === version))
      throw unknown('version', String(version), ['0', ...versions.map((one) => String(one.version))]);
    return [{ type: 'calibration/reverted', version, by }];
  });
}

function fusionSet({ mode, threshold }: { mode: string; threshold: number }): Event {
  requireWithin('threshold', threshold, FUSION_RANGE);
  return { type: 'fusion/set', mode, threshold };
}

function thresholdsSet(
  stage: Stage,
  sensor: string,
  values: Partial<Record<ThresholdName, number>>,
): Event[] {
  const { config, set } = stage.state().calibration;
  const was = setupOf(config, set).sensors[sensor];
  if (!was || !Object.hasOwn(config.sensors, sensor))
    throw unknown('sensor', sensor, Object.keys(config.sensors));
  const entries = Object.entries(values) as [ThresholdName, number][];
  for (const [name, value] of entries) requireWithin(name, value, THRESHOLD_RANGES[name]);
  const { nearCm, farCm } = { ...was, ...values };
  if (farCm < nearCm)
    throw new Refusal(
      422,
      'far-below-near',
      `farCm (${farCm}) would be below nearCm (${nearCm}).`,
      'Make farCm at least nearCm, so that a person at the edge does not flicker; both can be sent at once.',
    );
  return entries.map(([name, value]) => ({ type: 'threshold/set', sensor, name, value }));
}

function requireWithin(name: string, value: number, { min, max }: { min: number; max: number }): void {
  if (value >= min && value <= max) return;
  throw new Refusal(422, 'bad-value', `${name} cannot be ${value}.`, `Give ${min} to ${max}.`);
}
