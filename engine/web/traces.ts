import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Router } from 'express';
import { Refusal, type TraceQuery, type Traces } from '../show/ports.ts';
import { CSV_HEADER, csvLine, csvReader, type TraceSample } from '../show/sensing/traces-csv.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';
import { requireOwnOrigin } from './guard.ts';
import type { Limiter } from './limiter.ts';
import { deskOnly, type Keeper } from './pin.ts';

const MAX_UPLOAD = '16mb';
const HOUR_MS = 3_600_000;
const DEFAULT_MS = 600_000;
const MAX_MS = 24 * HOUR_MS;
/** Of all sensors together. */
const MAX_ALL_MS = 2 * HOUR_MS;
/** The show goes on between so many lines. */
const LINES_AT_ONCE = 5000;

/** GET /api/traces: what the sensors told, as CSV. POST: takes in a recording made elsewhere. */
export function traceRoutes(
  router: Router,
  stage: Stage,
  traces: Traces | null,
  keeper: Keeper,
  limit: Limiter,
): void {
  router
    .route('/api/traces')
    .get(
      (req, _res, next) => {
        limit.require(req);
        next();
      },
      deskOnly(keeper),
      async (req, res) => {
        const query = queryOf(req.query, stage.now());
        const lines = Readable.from(csvOf(required(traces), query));
        res.set('Cache-Control', 'no-store').type('text/csv');
        res.set('Content-Disposition', 'attachment; filename="traces.csv"');
        await pipeline(lines, res).catch((error) => {
          // Whoever asked may be gone before the end.
          if (!res.destroyed) throw error;
        });
      },
    )
    .post(
      (req, _res, next) => {
        requireOwnOrigin(req);
        limit.require(req);
        next();
      },
      deskOnly(keeper),
      express.text({ type: 'text/csv', limit: MAX_UPLOAD, inflate: false }),
      async (req, res) => {
        if (typeof req.body !== 'string')
          throw new Refusal(415, 'no-csv', 'This is no CSV.', 'Send it with Content-Type: text/csv.');
        const samples = await samplesOf(req.body);
        await required(traces).bring(samples);
        const sensors = [...new Set(samples.map(({ sensor }) => sensor))];
        res.status(201).set('Cache-Control', 'no-store').json({ samples: samples.length, sensors });
      },
    )
    .all(onlyMethods('GET', 'POST'));
}

async function* csvOf(traces: Traces, query: TraceQuery): AsyncGenerator<string> {
  yield `${CSV_HEADER}\n`;
  for await (const samples of traces.read(query))
    if (samples.length > 0) yield `${samples.map(csvLine).join('\n')}\n`;
}

function queryOf(given: Record<string, unknown>, now: number): TraceQuery {
  const number = (name: string, otherwise: number) => {
    const value =
      given[name] === undefined ? otherwise : Number(given[name] === '' ? Number.NaN : given[name]);
    if (Number.isFinite(value)) return value;
    throw new Refusal(400, 'bad-query', `"${name}" is no time.`, 'Give milliseconds since 1970.');
  };
  const to = number('to', now + 1);
  const from = number('from', to - DEFAULT_MS);
  const sensor = typeof given.sensor === 'string' && given.sensor !== '' ? given.sensor : null;
  const maxMs = sensor === null ? MAX_ALL_MS : MAX_MS;
  if (from < to && to - from <= maxMs) return { sensor, from, to };
  const remedy = `Ask for up to ${MAX_MS / HOUR_MS} hours of one sensor, or ${MAX_ALL_MS / HOUR_MS} of all of them.`;
  throw new Refusal(400, 'bad-query', 'This stretch of time is too long, or ends before it begins.', remedy);
}

async function samplesOf(text: string): Promise<TraceSample[]> {
  const reader = csvReader();
  let line = 0;
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from);
    const fault = reader.read(text.slice(from, end < 0 ? text.length : end));
    if (fault) throw new Refusal(422, 'bad-csv', `Line ${fault.line}: ${fault.what}.`, fault.remedy);
    from = end < 0 ? text.length + 1 : end + 1;
    line += 1;
    if (line % LINES_AT_ONCE === 0) await new Promise(setImmediate);
  }
  if (reader.samples.length > 0) return reader.samples;
  throw new Refusal(
    422,
    'bad-csv',
    'The recording has no samples.',
    'Send at least one line after the header.',
  );
}

function required(traces: Traces | null): Traces {
  if (traces) return traces;
  throw new Refusal(
    404,
    'no-traces',
    'What the sensors tell is not kept.',
    'Set archive.traceDays in show-config.json above 0.',
  );
}
