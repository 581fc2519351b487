import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { paramNames, params } from '../../engine/show/params.ts';
import { startOscQueryLive } from '../../engine/web/oscquery-live.ts';
import { startOsc } from '../../hardware/osc/edge.ts';
import { unpackMessage } from '../../hardware/osc/message.ts';
import { freePort, until } from '../tools/show.ts';
import { serve } from './server.ts';

// What a controller that was told of the show by zeroconf does: it asks at the root, and listens by socket.

const stops: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The pages and the OSC of one show. */
async function open() {
  const listeners = new Set<(address: string, bytes: Uint8Array) => void>();
  const onValue = (listener: (address: string, bytes: Uint8Array) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const show = await serve({ osc: { port: 9000, onValue } });
  const osc = startOsc(show.stage, { listenHost: '127.0.0.1', listenPort: await freePort(), targets: [] });
  osc.onValue((address, bytes) => {
    for (const listener of listeners) listener(address, bytes);
  });
  stops.push(() => osc.stop());
  return show;
}

async function listener(port: number, path = '/') {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  stops.push(() => socket.terminate());
  const heard: [string, number | string][] = [];
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? unpackMessage(data as Buffer) : null;
    if (message) heard.push([message.address, message.args[0]!.value]);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const say = (COMMAND: string, DATA: unknown) => socket.send(JSON.stringify({ COMMAND, DATA }));
  return { socket, heard, say };
}

test('every parameter is discovered with its range, its sentence and where it stands', async () => {
  const { call, stage } = await open();
  stage.tell({ type: 'param/turned', param: 'tempo', value: 4 });
  const info = (await call('GET', '/?HOST_INFO')).body;
  expect(info).toMatchObject({
    NAME: 'Test',
    OSC_PORT: 9000,
    OSC_TRANSPORT: 'UDP',
    EXTENSIONS: { LISTEN: true },
  });
  const root = (await call('GET', '/')).body;
  expect((await call('GET', '/oscquery')).body).toEqual(root);
  const found = root.CONTENTS.mishmash.CONTENTS.param.CONTENTS;
  expect(Object.keys(found)).toEqual(paramNames);
  for (const name of paramNames) {
    const spec = params[name];
    const range = spec.kind === 'number' ? { MIN: spec.min, MAX: spec.max } : { VALS: spec.options };
    const type = spec.kind === 'number' ? 'f' : 's';
    expect(found[name], name).toMatchObject({
      TYPE: type,
      ACCESS: 3,
      RANGE: [range],
      DESCRIPTION: spec.sentence,
    });
  }
  expect((await call('GET', '/mishmash/param/tempo?VALUE')).body).toEqual({ VALUE: [4] });
  expect((await call('GET', '/oscquery/mishmash/param/tempo?VALUE')).body).toEqual({ VALUE: [4] });
  expect((await call('GET', '/mishmash/cue/dusk')).body).toMatchObject({ TYPE: 'N', ACCESS: 2 });
  expect((await call('GET', '/mishmash/param/tempo?NOTHING')).status).toBe(204);
  expect((await call('GET', '/mishmash/param/nothing')).status).toBe(404);
});

test('whoever listens to an address hears it move, and no other, until it is ignored', async () => {
  const { port, stage } = await open();
  const { heard, say } = await listener(port);
  say('LISTEN', '/mishmash/param/psi');
  say('LISTEN', '/mishmash/blackout');
  say('PATH_CHANGED', '/mishmash');
  say('LISTEN', 7);
  const turn = (param: string, value: number) => stage.tell({ type: 'param/turned', param, value });
  await until(() => {
    turn('psi', stage.state().params.psi === 0.5 ? 0.25 : 0.5);
    return heard.length > 0;
  }, 'the first value');
  turn('tempo', 9);
  stage.tell({ type: 'blackout/set', on: 1 });
  await until(() => heard.some(([address]) => address === '/mishmash/blackout'), 'the blackout');
  expect(heard.at(-1)).toEqual(['/mishmash/blackout', 1]);
  expect(heard.every(([address]) => address !== '/mishmash/param/tempo')).toBe(true);
  say('IGNORE', '/mishmash/param/psi');
  say('LISTEN', '/mishmash/param/volume');
  await until(() => {
    turn('volume', stage.state().params.volume === 0.5 ? 0.25 : 0.5);
    return heard.some(([address]) => address === '/mishmash/param/volume');
  }, 'another value');
  const before = heard.length;
  turn('psi', 1.25);
  turn('volume', 1);
  await until(() => heard.at(-1)?.[1] === 1, 'the volume');
  expect(heard.slice(before).filter(([address]) => address === '/mishmash/param/psi')).toEqual([]);
});

test('noise on the socket ends that socket only; a page from elsewhere gets none', async () => {
  const { port, call } = await open();
  const { socket } = await listener(port, '/oscquery');
  socket.send(Buffer.from([1, 2, 3]));
  await until(() => socket.readyState === WebSocket.CLOSED, 'the socket to be closed');
  const foreign = new WebSocket(`ws://127.0.0.1:${port}/`, { origin: 'http://evil.example' });
  const refused = await new Promise((resolve) => foreign.once('error', resolve));
  expect(String(refused)).toMatch(/403/);
  expect((await call('GET', '/oscquery')).status).toBe(200);
});

test('a controller that went out of reach without a word is let go', async () => {
  const live = startOscQueryLive({ port: 9000, onValue: () => () => {} }, 50);
  const server = createServer().listen(0, '127.0.0.1');
  let gone = false;
  server.on('upgrade', (req, socket, head) => {
    socket.once('close', () => {
      gone = true;
    });
    live.upgrade(req, socket, head);
  });
  await new Promise((listening) => server.once('listening', listening));
  stops.push(live.stop, () => server.close());
  const { port } = server.address() as AddressInfo;
  const there = new WebSocket(`ws://127.0.0.1:${port}/`);
  stops.push(() => there.terminate());
  await new Promise((open) => there.once('open', open));
  let pings = 0;
  there.on('ping', () => {
    pings += 1;
  });
  const silent = connect(port, '127.0.0.1');
  stops.push(() => silent.destroy());
  silent.write(
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  silent.on('error', () => {}).resume();
  await until(() => gone && pings > 5, 'the silent one to be let go');
  expect(there.readyState).toBe(there.OPEN);
});
