import { expect, test } from 'vitest';
import { serve, visitForm } from './server.ts';

test('a photo becomes a profile: 201 with visit, code, creature and profile', async () => {
  const { post, call, stage } = await serve();
  const { status, body } = await post(await visitForm());
  expect(status).toBe(201);
  expect(body).toMatchObject({ profile: { name: 'Ada', code: body.code } });
  expect(stage.state().wall).toContain(body.creature.id);
  const own = await call('GET', `/api/profiles/${body.code}`);
  expect(own.body).toMatchObject({ id: body.creature.id, code: body.code, profile: { name: 'Ada' } });
  expect(own.headers.get('cache-control')).toBe('no-store');
  const typed = body.code.toLowerCase().replace(/(.{5})/g, '$1-');
  expect((await call('GET', `/api/profiles/${typed}`)).body.id).toBe(body.creature.id);
});

test('erasure takes profile, picture and place on the wall, once', async () => {
  const { post, call, stage, base, entries } = await serve();
  const { body } = await post(await visitForm());
  const { id } = body.creature;
  const picture = await fetch(`${base}/creatures/${id}.webp`);
  expect([picture.status, picture.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  expect((await call('DELETE', `/api/profiles/${body.code}`)).body).toEqual({ erased: id });
  expect(entries.at(-1)?.event).toEqual({ type: 'profile/erased', creature: id });
  expect(stage.state().wall).not.toContain(id);
  expect((await fetch(`${base}/creatures/${id}.webp`)).status).toBe(404);
  for (const method of ['GET', 'DELETE'])
    expect((await call(method, `/api/profiles/${body.code}`)).body.code).toBe('unknown-profile');
});

test('what may not hang is seen by its visitor alone', async () => {
  const { post, call, base } = await serve();
  const { body } = await post(await visitForm({ consent: 'mix, keep' }));
  const { id } = body.creature;
  expect((await call('GET', `/api/creatures/${id}`)).status).toBe(404);
  expect((await fetch(`${base}/creatures/${id}.webp`)).status).toBe(404);
  expect((await fetch(`${base}/creatures/${id}.webp?code=AAAAAAAAAAAAAAA`)).status).toBe(404);
  expect((await fetch(`${base}/creatures/${id}.webp?code=${body.code}`)).status).toBe(200);
});

test.each<[string, Record<string, string | Blob | null>, number, string]>([
  ['no photo', { photo: null }, 400, 'photo-missing'],
  ['an empty photo', { photo: new Blob([]) }, 400, 'photo-missing'],
  ['a photo as text', { photo: 'text' }, 400, 'photo-missing'],
  ['a second file', { extra: new Blob(['x']) }, 400, 'photo-count'],
  ['no consent', { consent: null }, 422, 'consent-missing'],
  ['consent without mixing', { consent: 'wall,keep' }, 422, 'consent-missing'],
  ['consent to something else', { consent: 'mix,everything' }, 400, 'form-field'],
  ['consent that is no boolean', { consent: '{"mix":"yes"}' }, 400, 'form-field'],
  ['consent that is no JSON', { consent: '{mix' }, 400, 'form-field'],
  ['attributes that are no JSON', { attributes: '{' }, 400, 'form-field'],
  ['a visit that is no visit', { visit: '../x' }, 400, 'form-field'],
  ['a name too long', { name: 'x'.repeat(41) }, 422, 'name-long'],
  ['a name as long as a book', { name: 'x'.repeat(20_000) }, 400, 'form-large'],
  ['a field whose name nests', { 'extra[9][9]': 'x' }, 400, 'form-large'],
  ['a file that is no photo', { photo: new Blob(['<svg/>'], { type: 'image/png' }) }, 415, 'photo-format'],
  ['a photo beyond the limit', { photo: new Blob([new Uint8Array(13 * 1024 * 1024)]) }, 413, 'photo-bytes'],
  ['a visit that does not run', { visit: 'abc' }, 409, 'visit-over'],
])('%s is refused', async (_, fields, status, code) => {
  const { post, stage, errors } = await serve();
  const before = stage.state().wall;
  const answer = await post(await visitForm(fields));
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.body.remedy.length).toBeGreaterThan(5);
  expect(stage.state().wall).toEqual(before);
  expect(errors).toEqual([]);
});

test('thirty fields, a broken form and a body that is no form are refused', async () => {
  const { post, call, base } = await serve();
  const many = await visitForm();
  for (let i = 0; i < 30; i++) many.set(`field${i}`, 'x');
  expect((await post(many)).body.code).toBe('form-large');
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
  for (const body of ['', '--x', '--x\r\nContent-Disposition: form-data; name="photo"\r\n\r\nabc']) {
    const res = await fetch(`${base}/api/visits`, { method: 'POST', body, headers });
    expect([res.status, (await res.json()).code]).toEqual([
      400,
      expect.stringMatching(/^(form-broken|photo-)/),
    ]);
  }
  const noBoundary = { 'Content-Type': 'multipart/form-data' };
  expect((await call('POST', '/api/visits', 'x', noBoundary)).body.code).toBe('form-broken');
  expect((await call('POST', '/api/visits', { photo: 'x' })).body.code).toBe('form-broken');
});

test('only the booth continues a visit of the booth', async () => {
  const { post, stage } = await serve();
  stage.tell({ type: 'button/pressed', button: 'big' });
  stage.tell({ type: 'button/pressed', button: 'big' });
  const { visit } = stage.state().visit!;
  const stranger = await post(await visitForm({ visit }), { 'x-forwarded-for': '192.168.1.77' });
  expect([stranger.status, stranger.body.code]).toEqual([403, 'not-the-booth']);
  expect(stage.state().phase).toBe('capture');
  const booth = await post(await visitForm({ visit }));
  expect([booth.status, booth.body.visit]).toEqual([201, visit]);
  expect(stage.state()).toMatchObject({ phase: 'reveal', visit: { creature: booth.body.creature.id } });
});

test('a photo is counted while it arrives, also where its length was not told', async () => {
  const { base, call } = await serve({ maxPhotoMB: 1 });
  const head = '--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n';
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(new TextEncoder().encode(head));
      for (let i = 0; i < 30; i++) stream.enqueue(new Uint8Array(100_000));
      stream.close();
    },
  });
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
  const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
  const answer = await fetch(`${base}/api/visits`, init)
    .then((res) => res.status)
    .catch(() => 413);
  expect(answer).toBe(413);
  expect((await call('GET', '/health')).status).toBe(200);
});

test('attributes named like parts of JavaScript change nothing', async () => {
  const { post } = await serve();
  const attributes =
    '{"__proto__":{"guess":true},"constructor":1,"age":{"value":1e9,"confidence":2},"face":[]}';
  const { status, body } = await post(await visitForm({ attributes, __proto__: 'x', name: '__proto__' }));
  expect(status).toBe(201);
  expect(body.profile.attributes.filter(({ guess }: { guess: boolean }) => guess)).toEqual([]);
});

test('one address may not send one visit after another for ever', async () => {
  const { post } = await serve({ limits: { visits: { burst: 2, perMs: 600_000 } } });
  const afar = { 'x-forwarded-for': '192.168.1.77' };
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await post(await visitForm(), afar)).status);
  expect(statuses).toEqual([201, 201, 429]);
  expect((await post(await visitForm())).status).toBe(201);
});

test('thirty phones at once: each gets its own profile, none is lost', async () => {
  const { post, call, errors } = await serve();
  const forms = await Promise.all(Array.from({ length: 30 }, (_, i) => visitForm({ name: `V${i}` }, i * 12)));
  const answers = await Promise.all(forms.map((form) => post(form)));
  expect(answers.map(({ status, body }) => [status, body.profile?.name])).toEqual(
    answers.map((_, i) => [201, `V${i}`]),
  );
  expect(new Set(answers.map(({ body }) => body.code)).size).toBe(30);
  expect(new Set(answers.map(({ body }) => body.creature.id)).size).toBe(30);
  for (const { body } of answers.slice(0, 5))
    expect((await call('GET', `/api/profiles/${body.code}`)).body.profile.name).toBe(body.profile.name);
  expect(errors).toEqual([]);
});
