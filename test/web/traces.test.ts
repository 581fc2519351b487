import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRing } from '../../engine/archive/traces/ring.ts';
import { temporaryFolder } from '../tools/show.ts';
import { serve } from './server.ts';

const NOW = 1_700_000_000_000;
let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

async function room(more = {}) {
  const traces = openRing({ folder, days: 3, now: () => NOW });
  return { ...(await serve({ traces, ...more })), traces };
}

const csv = (lines: string[]) => `at,sensor,cm\n${lines.join('\n')}\n`;
const asCsv = { 'Content-Type': 'text/csv' };

describe('recordings', () => {
  test('what the sensors told comes as CSV, by sensor and time', async () => {
    const { call, traces } = await room();
    for (let i = 0; i < 5; i++) {
      traces.add({ at: NOW - 5000 + i * 1000, sensor: 'door', cm: 80 + i });
      traces.add({ at: NOW - 5000 + i * 1000, sensor: 'window', cm: null });
    }
    const answer = await call('GET', `/api/traces?sensor=door&from=${NOW - 4000}&to=${NOW - 1000}`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(answer.text).toBe(
      csv([`${NOW - 4000},door,81`, `${NOW - 3000},door,82`, `${NOW - 2000},door,83`]),
    );
    expect((await call('GET', '/api/traces')).text.split('\n')).toHaveLength(12);
    expect((await call('GET', '/api/traces?sensor=cellar')).text).toBe('at,sensor,cm\n');
  });

  test('a recording that was brought is given back', async () => {
    const { call } = await room();
    const text = csv([`${NOW - 2000},tape,80.5`, `${NOW - 1000},tape,`]);
    const answer = await call('POST', '/api/traces', text, asCsv);
    expect([answer.status, answer.body]).toEqual([201, { samples: 2, sensors: ['tape'] }]);
    expect((await call('GET', '/api/traces?sensor=tape')).text).toBe(text);
    expect((await call('POST', '/api/traces', text, asCsv)).body.code).toBe('taken');
  });

  test.each([
    ['from=yesterday', 400, 'bad-query'],
    ['from=', 400, 'bad-query'],
    [`from=${NOW}&to=${NOW}`, 400, 'bad-query'],
    [`from=${NOW - 3 * 3_600_000}`, 400, 'bad-query'],
    [`sensor=door&from=${NOW - 25 * 3_600_000}`, 400, 'bad-query'],
  ])('GET ?%s is refused with %i %s', async (query, status, code) => {
    const { call, errors } = await room();
    const answer = await call('GET', `/api/traces?${query}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(errors).toEqual([]);
  });

  test.each<[string, string, Record<string, string>, number, string]>([
    ['a wrong line', csv(['1,door,80', '2,door,near']), asCsv, 422, 'bad-csv'],
    ['no samples', csv([]), asCsv, 422, 'bad-csv'],
    ['something else', '{}', { 'content-type': 'application/json' }, 415, 'no-csv'],
    ['an old recording', csv(['5,door,80']), asCsv, 422, 'too-old'],
    ['a recording of the future', csv([`${NOW * 2},door,80`]), asCsv, 422, 'ahead'],
    ['too much', 'x'.repeat(17 * 1024 * 1024), asCsv, 413, 'too-large'],
  ])('POST of %s is refused', async (_, text, headers, status, code) => {
    const { call, errors } = await room();
    const answer = await call('POST', '/api/traces', text, headers);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.remedy.length).toBeGreaterThan(5);
    if (code === 'bad-csv' && text.includes('near')) expect(answer.body.message).toMatch(/^Line 3: "near"/);
    expect(errors).toEqual([]);
  });

  test('are for whoever has the PIN; where none are kept, it says so', async () => {
    const { call } = await room({ pin: '4711' });
    expect((await call('GET', '/api/traces')).status).toBe(401);
    expect((await call('POST', '/api/traces', csv([`${NOW},t,1`]), asCsv)).status).toBe(401);
    const foreign = { ...asCsv, 'x-mishmash-pin': '4711', origin: 'http://elsewhere.example' };
    expect((await call('POST', '/api/traces', csv([`${NOW},t,1`]), foreign)).status).toBe(403);
    const none = await serve();
    expect((await none.call('GET', '/api/traces')).body.code).toBe('no-traces');
  });
});
