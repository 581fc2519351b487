import { createSocket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import { seeded } from '../../engine/show/random.ts';
import { startOsc } from '../../hardware/osc/edge.ts';
import { freePort, until } from '../tools/show.ts';
import { hostile, packRaw } from './raw-osc.ts';
import { testStage } from './stage.ts';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const DATAGRAMS = 100_000;
const AT_ONCE = 32;

test('100,000 hostile datagrams change nothing and are one fault', { timeout: 120_000 }, async () => {
  const { stage, heard } = testStage({ night: { brightness: 0.25 } });
  const listenPort = await freePort();
  const osc = startOsc(stage, { listenHost: '127.0.0.1', listenPort, targets: [] });
  stops.push(() => osc.stop());
  await until(() => osc.port() !== null, 'OSC to listen');
  const before = JSON.stringify({ ...stage.state(), faults: [] });
  const socket = createSocket('udp4');
  stops.push(() => void socket.close());
  const random = seeded(11);
  const say = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => socket.send(bytes, listenPort, '127.0.0.1', () => resolve()));
  for (let sent = 0; sent < DATAGRAMS; sent += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => say(hostile(random, sent + i))));
    // Sends do not yield by themselves; the listener reads in the event loop's next turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => Number(osc.health().figures.refused) > DATAGRAMS * 0.99, 'them to be heard');
  expect(osc.health().figures.heard).toBe(0);
  expect(JSON.stringify({ ...stage.state(), faults: [] })).toBe(before);
  expect(heard.filter(({ type }) => type === 'fault/raised')).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await say(packRaw('/mishmash/param/psi', 0.25));
  await until(() => stage.state().params.psi === 0.25, 'a good message afterwards');
});

test('nonsense is one fault until none has come for a while, and then one again', async () => {
  const { stage, heard } = testStage();
  const listenPort = await freePort();
  const osc = startOsc(stage, { listenHost: '127.0.0.1', listenPort, targets: [] }, 100);
  stops.push(() => osc.stop());
  await until(() => osc.port() !== null, 'OSC to listen');
  const socket = createSocket('udp4');
  stops.push(() => void socket.close());
  const told = () =>
    heard.flatMap((event) => ('code' in event && event.code === 'osc-refused' ? event.type : []));
  for (const expected of [
    ['fault/raised', 'fault/cleared'],
    ['fault/raised', 'fault/cleared', 'fault/raised', 'fault/cleared'],
  ]) {
    for (let i = 0; i < 5; i++) socket.send(packRaw('/nonsense', i), listenPort, '127.0.0.1');
    await until(() => told().length === expected.length, 'the fault to be over');
    expect(told()).toEqual(expected);
    expect(stage.state().faults).toEqual([]);
  }
  expect(osc.health().figures.refused).toBe(10);
});
