import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { portFault } from '../../engine/web/port-fault.ts';
import { startWeb } from '../../engine/web/start.ts';
import { raw, serve, visitForm } from './server.ts';

test('the snapshot is the state with its revision', async () => {
  const { call, stage } = await serve();
  const before = await call('GET', '/api/state');
  expect(before.body).toEqual({
    revision: stage.revision,
    at: stage.now(),
    state: JSON.parse(JSON.stringify(stage.state())),
  });
  stage.tell({ type: 'blackout/set', on: 1 });
  const after = await call('GET', '/api/state');
  expect(after.body).toMatchObject({ revision: before.body.revision + 1, state: { blackout: true } });
});

test('a creature, its lineage and its picture', async () => {
  const { call, stage, base, records } = await serve();
  const [id, parent, grandparent] = stage.state().wall.slice(3) as [number, number, number];
  records.set(id, { ...records.get(id)!, parentA: parent });
  records.set(parent, { ...records.get(parent)!, parentB: grandparent });
  expect((await call('GET', `/api/creatures/${id}`)).body).toMatchObject({
    id,
    seed: id,
    mix: { human: 0.2, machine: 0.5, cell: 0.3 },
    parents: [parent],
    generation: 3,
    profile: null,
  });
  const above = { id: parent, depth: -1, parents: [grandparent], generation: 3, name: null };
  const farAbove = { id: grandparent, depth: -2, parents: [], generation: 3, name: null };
  const lineage = async (depth: number) =>
    (await call('GET', `/api/creatures/${id}/lineage?depth=${depth}`)).body;
  expect(await lineage(1)).toEqual([above]);
  expect(await lineage(2)).toEqual([above, farAbove]);
  const picture = await fetch(`${base}/creatures/${id}.webp?size=128`);
  expect(picture.headers.get('content-type')).toBe('image/webp');
  expect(picture.headers.get('cache-control')).toMatch(/immutable/);
  const info = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
  expect([info.format, info.width, info.height]).toEqual(['webp', 128, 128]);
});

test.each([
  ['/api/creatures/0', 404, 'unknown-creature'],
  ['/api/creatures/99999999999999', 404, 'unknown-creature'],
  ['/api/creatures/__proto__', 404, 'unknown-creature'],
  ['/api/creatures/5', 404, 'unknown-creature'],
  ['/api/creatures/5/lineage?depth=9999', 400, 'bad-query'],
  ['/creatures/5.webp', 404, 'unknown-creature'],
  ['/creatures/5.webp?size=999999', 400, 'bad-query'],
  ['/creatures/..%2f..%2fetc%2fpasswd', 404, 'unknown-creature'],
  ['/api/profiles/short', 404, 'unknown-profile'],
  ['/api/profiles/ABCDEABCDEABCDE', 404, 'unknown-profile'],
  ['/booth', 404, 'page-unbuilt'],
  ['/oscquery/mishmash/nothing', 404, 'unknown-address'],
  ['/.secret', 404, 'not-found'],
  ['/nowhere', 404, 'not-found'],
  ['/%E0%A4%A', 404, 'not-found'],
  ['/api/creatures/%E0%A4%A', 400, 'bad-request'],
])('GET %s is refused with %i %s and a remedy', async (path, status, code) => {
  const { call, errors } = await serve();
  const answer = await call('GET', path);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.body.remedy.length).toBeGreaterThan(5);
  expect(answer.text).not.toMatch(/node_modules|\.ts:|\\n +at /);
  expect(errors).toEqual([]);
});

test('other methods are refused by name on every address', async () => {
  const { call } = await serve();
  const paths = ['/api/state', '/api/creatures/1', '/api/visits', '/api/params', '/api/undo', '/health'];
  for (const path of [
    ...paths,
    '/metrics',
    '/oscquery',
    '/wall',
    '/',
    '/api/profiles/X',
    '/creatures/1.webp',
  ]) {
    const answer = await call('PUT', path);
    expect([path, answer.status, answer.body.code]).toEqual([path, 405, 'method-not-allowed']);
    expect(answer.headers.get('allow')).toMatch(/GET|POST/);
  }
});

test('pages, their assets and the index', async () => {
  const { call } = await serve();
  expect((await call('GET', '/wall')).text).toContain('<title>wall</title>');
  expect((await call('GET', '/me/ABCDE')).text).toContain('<title>me</title>');
  expect((await call('GET', '/wall')).headers.get('cache-control')).toBe('no-cache');
  const asset = await call('GET', '/assets/wall-1a2b.js');
  expect(asset.headers.get('cache-control')).toMatch(/immutable/);
  const index = await call('GET', '/', undefined, { accept: 'text/html,*/*;q=0.8' });
  expect(index.text).toMatch(/href="\/calibrate"/);
});

test('whoever takes Brotli gets it, with the type of what is in it', async () => {
  const { base, pages } = await serve();
  const script = 'export const all = 1;'.repeat(400);
  writeFileSync(join(pages, 'assets/big-3c4d.js'), script);
  writeFileSync(join(pages, 'assets/big-3c4d.js.br'), brotliCompressSync(script));
  const lengths = await Promise.all(
    ['br, gzip', 'identity'].map(async (accepted) => {
      const answer = await fetch(`${base}/assets/big-3c4d.js`, { headers: { 'accept-encoding': accepted } });
      expect(answer.headers.get('content-type')).toMatch('text/javascript');
      expect(answer.headers.get('cache-control')).toMatch(/immutable/);
      expect(answer.headers.get('vary')).toMatch('Accept-Encoding');
      expect(await answer.text()).toBe(script);
      return Number(answer.headers.get('content-length'));
    }),
  );
  expect(lengths[0]).toBeLessThan(lengths[1]! / 10);
  expect(
    (await fetch(`${base}/assets/..%2f.secret.js`, { headers: { 'accept-encoding': 'br' } })).status,
  ).toBe(404);
});

test('every answer carries the security headers, errors too', async () => {
  const { call } = await serve();
  for (const path of ['/wall', '/api/state', '/nowhere']) {
    const { headers } = await call('GET', path);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).not.toContain('unsafe-inline');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('health names every edge and every fault with its remedy; metrics count', async () => {
  const down = { ok: false, detail: 'Away.', figures: { restarts: 3, provider: 'cpu' } };
  const { call, stage } = await serve({ health: () => ({ generator: down }) });
  stage.tell({ type: 'fault/raised', code: 'generator-down', where: 'gan "1"\n' });
  const health = await call('GET', '/health');
  expect(health.status).toBe(503);
  expect(health.body).toMatchObject({ ok: false, edges: { generator: down } });
  expect(health.body.faults[0].remedy).toMatch(/doctor/);
  const { text, headers } = await call('GET', '/metrics');
  expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toContain(`mishmash_births ${stage.state().births}\n`);
  expect(text).toContain('mishmash_edge_up{edge="generator"} 0\n');
  expect(text).toContain('mishmash_edge_figure{edge="generator",figure="restarts"} 3\n');
  expect(text).toContain('mishmash_fault{code="generator-down",where="gan \\"1\\"\\n"} 1\n');
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? \S+)$/);
});

test('a taken port is a fault of the configuration, and start rejects', async () => {
  const { port, call, ...parts } = await serve();
  expect(await portFault('127.0.0.1', port)).toMatchObject({
    path: 'web.port',
    what: expect.stringMatching(/in use/),
  });
  expect(await portFault('127.0.0.1', 0)).toBeNull();
  expect(await portFault('203.0.113.77', 0)).toMatchObject({ path: 'web.host' });
  const config = { host: '127.0.0.1', port, maxPhotoMB: 12 };
  const rest = { pages: '.', health: () => ({}), pin: null, osc: null, onError: () => {} };
  await expect(startWeb({ ...parts, ...rest, config })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('what breaks inside is told to the log and not to the client', async () => {
  const { call, library, errors } = await serve();
  library.creature = () => {
    throw new Error('secret path /home/show');
  };
  const answer = await call('GET', '/api/creatures/5');
  expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
  expect(answer.text).not.toContain('secret');
  expect(errors).toEqual([new Error('secret path /home/show')]);
});

test('stop ends open connections and the port is free again', async () => {
  const { web, port, post } = await serve();
  await post(await visitForm());
  await web.stop();
  await expect(raw(port, { path: '/health' })).rejects.toThrow();
  expect(await portFault('127.0.0.1', port)).toBeNull();
});
