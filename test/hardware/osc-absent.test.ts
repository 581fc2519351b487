import { createSocket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import { startOsc } from '../../hardware/osc/edge.ts';
import { createTarget } from '../../hardware/osc/targets.ts';
import { freePort, until } from '../tools/show.ts';
import { testStage } from './stage.ts';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

test('a target whose name is unknown or whose network is away is one fault each; the others get everything', async () => {
  const { stage, heard } = testStage();
  const peer = createSocket('udp4');
  stops.push(() => void peer.close());
  let got = 0;
  peer.on('message', () => void got++);
  await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
  const targets = [
    { host: 'no.such.host.invalid', port: 9000 },
    // No socket may send to everybody without having asked for it: refused by the system as an absent network is.
    { host: '255.255.255.255', port: 9000 },
    { host: '127.0.0.1', port: peer.address().port },
    // Nobody listens: that cannot be known.
    { host: '127.0.0.1', port: await freePort() },
  ];
  const osc = startOsc(stage, { listenHost: '127.0.0.1', listenPort: await freePort(), targets });
  stops.push(() => osc.stop());
  for (let i = 0; i < 200; i++) stage.tell({ type: 'blackout/set', on: i % 2 });
  await until(() => got >= 200, 'the target that is there to get everything');
  await until(() => stage.state().faults.length === 2, 'the faults');
  for (let i = 0; i < 50; i++) stage.tell({ type: 'blackout/set', on: i % 2 });
  await until(() => got >= 250, 'the rest');
  const told = heard.filter((event) => event.type === 'fault/raised');
  expect(told.map(({ code, where }) => [code, where]).sort()).toEqual([
    ['osc-unreachable', '255.255.255.255:9000'],
    ['osc-unreachable', 'no.such.host.invalid:9000'],
  ]);
  const { detail } = osc.health();
  expect(detail).toMatch(/no\.such\.host\.invalid:9000 0 sent, \d+ failed: .*ENOTFOUND|EAI_AGAIN/);
  expect(detail).toMatch(/255\.255\.255\.255:9000 0 sent, \d+ failed: send EACCES/);
});

test('a name is looked up once for many messages; what waited is sent, and a name that is back ends the fault', async () => {
  const socket = createSocket('udp4');
  const peer = createSocket('udp4');
  stops.push(
    () => void socket.close(),
    () => void peer.close(),
  );
  let got = 0;
  peer.on('message', () => void got++);
  await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
  const questions: { answer(): void; fail(): void }[] = [];
  const resolve = () =>
    new Promise<{ address: string }>((found, lost) =>
      questions.push({
        answer: () => found({ address: '127.0.0.1' }),
        fail: () => lost(new Error('getaddrinfo ENOTFOUND light.local')),
      }),
    );
  const told: [string, boolean][] = [];
  let nowMs = 0;
  const config = { host: 'light.local', port: peer.address().port };
  const onReach = (where: string, reached: boolean) => void told.push([where, reached]);
  const target = createTarget(socket, config, onReach, { resolve, now: () => nowMs });
  stops.push(target.stop);
  for (let i = 0; i < 30; i++) target.send('blackout/set', Buffer.from('x'));
  expect(questions).toHaveLength(1);
  questions[0]!.answer();
  await until(() => got === 30, 'what waited');

  nowMs += 61_000;
  target.send('blackout/set', Buffer.from('x'));
  await until(() => questions.length === 2, 'the name to be asked for again');
  questions[1]!.fail();
  await until(() => target.sent === 31, 'the old address to be kept');
  expect(told).toEqual([]);
});

test('a name that was not found is asked for again by itself, and ends the fault once it is found', async () => {
  const socket = createSocket('udp4');
  stops.push(() => void socket.close());
  const told: boolean[] = [];
  let nowMs = 0;
  let known = false;
  const resolve = async () => {
    if (!known) throw new Error('getaddrinfo ENOTFOUND light.local');
    return { address: '127.0.0.1' };
  };
  const config = { host: 'light.local', port: await freePort() };
  const onReach = (_: string, reached: boolean) => void told.push(reached);
  const target = createTarget(socket, config, onReach, { resolve, now: () => nowMs });
  stops.push(target.stop);
  await until(() => told.length === 1, 'the fault');
  target.send('blackout/set', Buffer.from('x'));
  expect(target.words()).toMatch(/0 sent, 1 failed: getaddrinfo ENOTFOUND/);
  known = true;
  nowMs += 11_000;
  await until(() => {
    target.send('blackout/set', Buffer.from('x'));
    return told.length === 2;
  }, 'the fault to end');
  expect(told).toEqual([false, true]);
});
