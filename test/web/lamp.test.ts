import { expect, test } from 'vitest';
import { LAMP_TEST_MS, LAMPS } from '../../engine/show/lamp.ts';
import { serve } from './server.ts';

const address = '/api/lamp/test';

test('each pattern is tried out on order; the next takes its place', async () => {
  const { call, stage } = await serve();
  for (const pattern of LAMPS) {
    const { status, body } = await call('POST', address, { pattern });
    expect(status).toBe(200);
    expect(body.events).toEqual([{ type: 'lamp/tried', pattern }]);
    expect(body.lamp).toEqual({ pattern, until: stage.now() + LAMP_TEST_MS });
  }
  const { lamp } = stage.state();
  stage.tell({ type: 'lamp/tried', pattern: 'disco' });
  expect(stage.state().lamp).toEqual(lamp);
});

test.each([
  [{ pattern: 'rest' }, 404, 'unknown-pattern'],
  [{ pattern: 5 }, 400, 'bad-body'],
  [{ pattern: 'on', ms: 1e9 }, 400, 'bad-body'],
  [undefined, 400, 'bad-body'],
])('%j is refused with %i', async (body, status, code) => {
  const { call, stage } = await serve();
  const answer = await call('POST', address, body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.body.remedy).not.toBe('');
  expect(stage.state().lamp).toBeNull();
});

test('not while a visitor needs the lamp, and not on a board that is missing', async () => {
  const { call, stage } = await serve();
  stage.tell({ type: 'button/pressed', button: 'test' });
  expect((await call('POST', address, { pattern: 'on' })).body.code).toBe('visit-running');
  stage.tell({ type: 'visit/cancelled', visit: stage.state().visit!.visit, cause: 'test' });
  stage.tell({ type: 'device/lost', device: 'board', cause: 'unplugged' });
  expect((await call('POST', address, { pattern: 'on' })).body.code).toBe('board-lost');
  stage.tell({ type: 'device/linked', device: 'sim:board' });
  expect((await call('POST', address, { pattern: 'on' })).status).toBe(200);
});

test('only whoever has the PIN, only from a page of the show, only by POST', async () => {
  const { call } = await serve({ pin: '4711' });
  const pin = { 'x-mishmash-pin': '4711' };
  const on = { pattern: 'on' };
  expect((await call('POST', address, on)).status).toBe(401);
  expect((await call('POST', address, on, { ...pin, Origin: 'http://elsewhere.example' })).status).toBe(403);
  expect((await call('GET', address)).status).toBe(405);
  expect((await call('POST', address, on, pin)).status).toBe(200);
});
