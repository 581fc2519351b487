import { z } from 'zod';
import { DAYS } from './hours.ts';
import { params } from './params.ts';
import { nightLook } from './sleep.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time such as "10:00"');
const span = z.strictObject({ open: time, close: time });
const share = (value: number) => z.number().min(0).max(1).default(value);

/** `hours` of show-config.json. */
export const hoursSchema = span.extend({
  days: z
    .array(z.enum(DAYS))
    .min(1)
    .default([...DAYS]),
  /** Other hours of a day ("thu") or a date ("2027-12-24"); null = closed. */
  except: z.record(z.string(), span.nullable()).default({}),
  /** When the engine ends while it sleeps, for whatever started it to start it again; null = never. */
  restart: time.nullable().default(null),
  /** How it looks and sounds asleep. */
  look: z
    .strictObject({
      tempo: z.number().min(0).max(params.tempo.max).default(nightLook.tempo),
      brightness: share(nightLook.brightness),
      labels: share(nightLook.labels),
      breath: share(nightLook.breath),
      volume: share(nightLook.volume),
    })
    .prefault({}),
});
