import { expect, test } from 'vitest';
import { LEARN_MS } from '../../engine/show/button.ts';
import { serve } from './server.ts';

const learn = '/api/button/learn';

test('a button is learnt on order, once at a time, and its end is a fact', async () => {
  const { call, stage } = await serve();
  stage.tell({ type: 'device/lost', device: 'button', cause: 'no such button is plugged in' });
  const begun = await call('POST', learn);
  expect(begun.status).toBe(200);
  expect(begun.body).toEqual({
    revision: stage.revision,
    events: [{ type: 'button/learning', on: 1, cause: '' }],
    button: { learnt: null, learningUntil: stage.now() + LEARN_MS, cause: '' },
  });
  const again = await call('POST', learn);
  expect([again.status, again.body.code]).toEqual([409, 'already-learning']);
  stage.tell({ type: 'button/learning', on: 0, cause: 'no button was pressed twice' });
  expect(stage.state().button).toMatchObject({ learningUntil: null, cause: 'no button was pressed twice' });
  expect((await call('POST', learn)).status).toBe(200);
  const learnt = { vendorId: 1, productId: 2, interfaceId: -1, byte: 0, mask: 3, value: 2 };
  stage.tell({ type: 'button/learnt', ...learnt });
  expect(stage.state().button).toEqual({ learnt, learningUntil: null, cause: '' });
  for (const broken of [{ mask: 0 }, { mask: 256 }, { value: 4 }, { byte: -1 }, { byte: 64 }])
    stage.tell({ type: 'button/learnt', ...learnt, ...broken });
  expect(stage.state().button.learnt).toEqual(learnt);
});

test('what was learnt is forgotten on order; where nothing was, that is said', async () => {
  const { call, stage } = await serve();
  const nothing = await call('DELETE', learn);
  expect([nothing.status, nothing.body.code]).toEqual([409, 'nothing-learnt']);
  const learnt = { vendorId: 1, productId: 2, interfaceId: -1, byte: 0, mask: 3, value: 2 };
  stage.tell({ type: 'button/learnt', ...learnt });
  stage.tell({ type: 'button/forgotten', vendorId: 1, productId: 3 });
  expect(stage.state().button.learnt).toEqual(learnt);
  const forgotten = await call('DELETE', learn);
  expect(forgotten.status).toBe(200);
  expect(forgotten.body).toEqual({
    revision: stage.revision,
    events: [{ type: 'button/forgotten', vendorId: 1, productId: 2 }],
    button: { learnt: null, learningUntil: null, cause: '' },
  });
  expect(stage.state().button.learnt).toBeNull();
});

test('a simulated button has nothing to learn', async () => {
  const { call, stage } = await serve();
  const unplugged = await call('POST', learn);
  stage.tell({ type: 'device/linked', device: 'sim:button' });
  const simulated = await call('POST', learn);
  for (const { status, body } of [unplugged, simulated])
    expect([status, body.code]).toEqual([409, 'button-simulated']);
  expect(stage.state().button.learningUntil).toBeNull();
});

test('only whoever has the PIN, only from a page of the show, only by POST or DELETE', async () => {
  const { call, stage } = await serve({ pin: '4711' });
  stage.tell({ type: 'device/linked', device: 'button' });
  stage.tell({
    type: 'button/learnt',
    vendorId: 1,
    productId: 2,
    interfaceId: 0,
    byte: 0,
    mask: 1,
    value: 1,
  });
  expect((await call('POST', learn)).status).toBe(401);
  expect((await call('DELETE', learn)).status).toBe(401);
  const pin = { 'x-mishmash-pin': '4711' };
  expect((await call('POST', learn, undefined, { ...pin, Origin: 'http://elsewhere.example' })).status).toBe(
    403,
  );
  expect(
    (await call('DELETE', learn, undefined, { ...pin, Origin: 'http://elsewhere.example' })).status,
  ).toBe(403);
  expect(stage.state().button.learnt).not.toBeNull();
  expect((await call('GET', learn)).status).toBe(405);
  expect(stage.state().button.learningUntil).toBeNull();
  expect((await call('POST', learn, undefined, pin)).status).toBe(200);
});
