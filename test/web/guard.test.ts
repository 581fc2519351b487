import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { limiter, neighbourhood } from '../../engine/web/limiter.ts';
import { pinOf } from '../../engine/web/pin.ts';
import { raw, serve } from './server.ts';

test.each([
  ['localhost:1234', 200],
  ['127.0.0.1', 200],
  ['[::1]:80', 200],
  ['192.168.1.20:4173', 200],
  ['evil.example', 421],
  ['127.0.0.1.evil.example', 421],
  ['localhost@evil.example', 421],
  ['a b', 421],
])('Host %j is answered with %i', async (host, status) => {
  const { port } = await serve();
  expect((await raw(port, { path: '/api/state', headers: { host } })).status).toBe(status);
});

test('pages from elsewhere change nothing', async () => {
  const { port, stage } = await serve();
  const { revision } = stage;
  const host = `localhost:${port}`;
  const foreign: Record<string, string>[] = [
    { host, origin: 'https://evil.example' },
    { host, origin: 'null' },
    { host, origin: 'http://localhost:1' },
    { host, 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of foreign)
    for (const [method, path] of [
      ['POST', '/api/undo'],
      ['POST', '/api/visits'],
      ['DELETE', '/api/profiles/AAAAAAAAAAAAAAA'],
    ] as const) {
      const { status, text } = await raw(port, { method, path, headers });
      expect([status, JSON.parse(text).code]).toEqual([403, 'foreign-origin']);
    }
  const own = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
  expect((await raw(port, { method: 'POST', path: '/api/undo', headers: own })).status).toBe(200);
  expect(stage.revision).toBe(revision);
});

test('bytes that are no HTTP end their own connection only', async () => {
  const { port, call } = await serve();
  for (const bytes of ['\0\0\0\0', 'GET / HTTP/9.9\r\n\r\n', `GET /${'a'.repeat(40_000)} HTTP/1.1\r\n\r\n`]) {
    await new Promise<void>((done) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('close', () => done()).on('error', () => {});
      socket.resume();
    });
  }
  expect((await call('GET', '/health')).status).toBe(200);
});

test('an upload that breaks off midway leaves the server as it was', async () => {
  const { port, call, stage } = await serve();
  const before = stage.state().wall;
  for (let i = 0; i < 20; i++) {
    await new Promise<void>((done) => {
      const socket = connect(port, '127.0.0.1', () => {
        const head = `POST /api/visits HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n`;
        const part =
          '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n\xff\xd8\xff';
        socket.write(head + part, () => setTimeout(() => socket.destroy(), 5));
      });
      socket.on('close', () => done());
    });
  }
  expect((await call('GET', '/health')).status).toBe(200);
  expect(stage.state().wall).toEqual(before);
});

test('a bucket empties, refills with time, and forgets the address unseen longest', () => {
  let now = 0;
  const limit = limiter({ burst: 2, perMs: 1000 }, () => now);
  expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  now = 500;
  expect([limit.take('a'), limit.take('a')]).toEqual([true, false]);
  expect(limit.isSpent('a')).toBe(true);
  now = -10_000;
  expect(limit.take('a')).toBe(false);
  expect(limit.take('2001:db8:1:2::1') && limit.take('2001:db8:1:2::2')).toBe(true);
  expect(limit.take('2001:db8:1:2::3')).toBe(false);
  for (let i = 0; i < 10_001; i++) limit.take(`x${i}`);
  expect(limit.isSpent('a')).toBe(false);
});

test.each([
  ['2001:db8:1:2::1', '2001:db8:1:2'],
  ['2001:db8::1:2:3:4', '2001:db8:0:0'],
  ['fe80::aaaa:bbbb:cccc:dddd%eth0', 'fe80:0:0:0'],
  ['::2', '0:0:0:0'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0'],
  ['192.0.2.1', '192.0.2.1'],
])('%s is of the household %s', (address, household) => {
  expect(neighbourhood(address)).toBe(household);
});

test.each([
  [undefined, null],
  ['', null],
  [' \n', null],
  ['1234\n', '1234'],
])('a PIN given as %j is %j', (given, pin) => {
  expect(pinOf(given)).toBe(pin);
});
