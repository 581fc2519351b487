import { expect, test } from 'vitest';
import { serve, visitForm } from './server.ts';

async function visited(consent = '{"mix":true,"wall":true,"keep":true}') {
  const show = await serve({ approval: true, pin: '4711' });
  const { body } = await show.post(await visitForm({ name: 'Ada', consent }));
  const id = body.creature.id as number;
  const desk = { 'x-mishmash-pin': '4711' };
  const order = (what: string, headers = desk) =>
    show.call('POST', `/api/creatures/${id}/${what}`, {}, headers);
  return { ...show, id, code: body.code as string, desk, order };
}

test('with approval a portrait is seen by nobody but its visitor and the desk until it hangs', async () => {
  const { call, stage, entries, id, code, desk, order } = await visited();
  expect(stage.state().waiting).toEqual([id]);
  expect(stage.state().wall).not.toContain(id);
  expect(JSON.stringify([entries, stage.state()])).not.toContain('Ada');
  const status = async (path: string, headers = {}) => (await call('GET', path, undefined, headers)).status;
  expect(await status(`/api/creatures/${id}`)).toBe(404);
  expect(await status(`/creatures/${id}.webp`)).toBe(404);
  expect(await status(`/creatures/${id}.webp?waiting=1`)).toBe(401);
  expect(await status(`/creatures/${id}.webp?waiting=1`, desk)).toBe(200);
  expect(await status(`/creatures/${id}.webp?code=${code}`)).toBe(200);
  expect(await status(`/api/creatures/${id}/lineage`)).toBe(404);
  expect((await order('approve', { 'x-mishmash-pin': '0000' })).status).toBe(401);
  const births = stage.state().births;

  expect((await order('approve')).status).toBe(200);
  expect(stage.state().waiting).toEqual([]);
  expect(stage.state().wall).toContain(id);
  expect(stage.state().specimens[id]).toMatchObject({ name: 'Ada', generation: 4 });
  expect(stage.state().births).toBe(births + 1);
  expect(await status(`/creatures/${id}.webp`)).toBe(200);
  expect(await order('approve')).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
});

test('what the desk refuses is never shown, its visitor still has it', async () => {
  const { call, stage, id, code, order } = await visited();
  await order('hide');
  expect(stage.state()).toMatchObject({ waiting: [], hidden: [id] });
  expect((await order('approve')).status).toBe(409);
  expect((await call('GET', `/creatures/${id}.webp`)).status).toBe(404);
  expect((await call('GET', `/api/profiles/${code}`)).status).toBe(200);
});

test('whoever is erased waits no more', async () => {
  const { call, stage, code, order } = await visited();
  await call('DELETE', `/api/profiles/${code}`);
  expect(stage.state().waiting).toEqual([]);
  expect((await order('approve')).status).toBe(409);
});

test('whoever does not want to hang does not wait', async () => {
  const { stage, order } = await visited('{"mix":true,"wall":false,"keep":true}');
  expect(stage.state().waiting).toEqual([]);
  expect((await order('approve')).status).toBe(409);
});

test('without approval portraits hang at once', async () => {
  const { stage, post } = await serve();
  const { body } = await post(await visitForm());
  expect(stage.state().waiting).toEqual([]);
  expect(stage.state().wall).toContain(body.creature.id);
});
