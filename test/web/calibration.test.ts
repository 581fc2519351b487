import { expect, test } from 'vitest';
import { memoryShow } from '../visit/memory-show.ts';
import { serve } from './server.ts';

const one = { nearCm: 100, farCm: 120, dwellMs: 1000, leaveMs: 2000, marginCm: 0, weight: 1 };
const fusion = { mode: 'any' as const, threshold: 1 };
const boards = [{ sensors: [{ name: 'door', kind: 'ultrasonic', ...one }] }];

async function room(more = {}) {
  return serve({ stage: memoryShow({ opening: { boards, fusion } }).stage, ...more });
}

test('thresholds are set together, kept, and gone back to', async () => {
  const { call } = await room();
  const desk = { 'x-mishmash-desk': 'Ada' };
  const values = { nearCm: 130, farCm: 150 };
  const set = await call('POST', '/api/calibration', { sensor: 'door', values });
  expect(set.status).toBe(200);
  expect(set.body.events).toEqual([
    { type: 'threshold/set', sensor: 'door', name: 'nearCm', value: 130 },
    { type: 'threshold/set', sensor: 'door', name: 'farCm', value: 150 },
  ]);
  expect(set.body.calibration.set.sensors).toEqual({ door: values });
  const saved = await call('POST', '/api/calibration/save', {}, desk);
  expect(saved.body.events).toEqual([{ type: 'calibration/saved', version: 1, by: 'desk Ada' }]);
  expect(saved.body.calibration.versions[0].sensors.door).toEqual({ ...one, ...values });
  await call('POST', '/api/calibration', { fusion: { mode: 'all', threshold: 1 } });
  const back = await call('POST', '/api/calibration/revert', { version: 1 });
  expect(back.body.calibration).toMatchObject({ current: 1, set: { fusion, sensors: { door: values } } });
  const none = await call('POST', '/api/calibration/revert', { version: 0 });
  expect(none.body.calibration.set).toEqual({ sensors: {}, fusion: null });
});

test.each([
  ['', { sensor: 'cellar', values: { nearCm: 90 } }, 404, 'unknown-sensor'],
  ['', { sensor: '__proto__', values: { nearCm: 90 } }, 404, 'unknown-sensor'],
  ['', { sensor: 'door', values: { nearCm: 0 } }, 422, 'bad-value'],
  ['', { sensor: 'door', values: { nearCm: 125 } }, 422, 'far-below-near'],
  ['', { sensor: 'door', values: { colour: 1 } }, 400, 'bad-body'],
  ['', { sensor: 'door', values: { nearCm: '90' } }, 400, 'bad-body'],
  ['', { fusion: { mode: 'some', threshold: 1 } }, 400, 'bad-body'],
  ['', { fusion: { mode: 'all', threshold: 1e9 } }, 422, 'bad-value'],
  ['', [], 400, 'bad-body'],
  ['/revert', { version: 9 }, 404, 'unknown-version'],
  ['/revert', {}, 400, 'bad-body'],
])(
  'POST /api/calibration%s %j is refused with %i %s and a remedy, and changes nothing',
  async (path, body, status, code) => {
    const { call, stage } = await room();
    const { revision } = stage;
    const answer = await call('POST', `/api/calibration${path}`, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.remedy.length).toBeGreaterThan(5);
    expect(stage.revision).toBe(revision);
  },
);

test('only whoever has the PIN calibrates, and only from a page of the show', async () => {
  const { call, stage } = await room({ pin: '4711' });
  const { revision } = stage;
  for (const path of ['', '/save', '/revert']) {
    const body = { sensor: 'door', values: { nearCm: 90 } };
    expect((await call('POST', `/api/calibration${path}`, body)).status).toBe(401);
    const foreign = { 'x-mishmash-pin': '4711', origin: 'http://elsewhere.example' };
    expect((await call('POST', `/api/calibration${path}`, body, foreign)).status).toBe(403);
    expect((await call('GET', `/api/calibration${path}`)).status).toBe(405);
  }
  expect(stage.revision).toBe(revision);
  const values = { nearCm: 90 };
  const pin = { 'x-mishmash-pin': '4711' };
  expect((await call('POST', '/api/calibration', { sensor: 'door', values }, pin)).status).toBe(200);
});
