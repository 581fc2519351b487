import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { seeded } from '../../engine/show/random.ts';
import { startOsc } from '../../hardware/osc/edge.ts';
import { packMessage } from '../../hardware/osc/message.ts';
import { has } from '../tools/has.ts';
import { freePort, until } from '../tools/show.ts';
import { testStage } from './stage.ts';

const SCENES = { night: { brightness: 0.25 } };

describe('the edge', () => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function open(targetPort = 9) {
    const port = await freePort();
    const { stage, heard } = testStage(SCENES);
    const targets = [{ host: '127.0.0.1', port: targetPort }];
    const osc = startOsc(stage, { listenHost: '127.0.0.1', listenPort: port, targets });
    stops.push(() => osc.stop());
    await until(() => osc.port() !== null, 'OSC to listen');
    const socket = createSocket('udp4');
    stops.push(() => void socket.close());
    const say = (bytes: Uint8Array) =>
      new Promise<void>((resolve) => socket.send(bytes, port, '127.0.0.1', () => resolve()));
    return { stage, osc, heard, say, port };
  }

  test.each<[string, (string | number)[], Partial<Event> & { type: Event['type'] }]>([
    ['/param/brightness', [0.5], { type: 'param/turned', param: 'brightness', value: 0.5 }],
    ['/param/brightness', [99], { type: 'param/turned', param: 'brightness', value: 1 }],
    ['/param/transition', ['scan'], { type: 'param/turned', param: 'transition', value: 'scan' }],
    ['/scene/night', [2000], { type: 'scene/recalled', scene: 'night', morphMs: 2000 }],
    ['/blackout', [1], { type: 'blackout/set', on: 1 }],
    ['/freeze', [0], { type: 'freeze/set', on: 0 }],
    ['/lock', [1], { type: 'lock/set', on: 1 }],
    ['/go', [], { type: 'cue/fired', cue: 'open' }],
    ['/steer', ['bright field', -1.5], { type: 'direction/steered', direction: 'bright field', value: -1.5 }],
    ['/button/press', [], { type: 'button/pressed', button: 'osc' }],
    ['/presence/enter', ['door'], { type: 'presence/entered', sensor: 'door' }],
    ['/presence/leave', ['door'], { type: 'presence/left', sensor: 'door' }],
  ])('%s %j', async (address, values, expected) => {
    const { say, heard } = await open();
    const args = values.map((value) =>
      typeof value === 'string' ? { type: 's' as const, value } : { type: 'f' as const, value },
    );
    await say(packMessage({ address: `/mishmash${address}`, args }));
    await until(() => heard.some((event) => event.type === expected.type), 'the order to be followed');
    expect(heard).toContainEqual(expect.objectContaining(expected));
  });

  test('a target gets what it asked for, and how it goes is told', async () => {
    const got: string[] = [];
    const peer = createSocket('udp4');
    stops.push(() => void peer.close());
    peer.on('message', (bytes) => got.push(bytes.toString('latin1').split('\0')[0]!));
    await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
    const { stage } = testStage(SCENES);
    const targets = [
      { host: '127.0.0.1', port: peer.address().port, only: ['creature/*', 'blackout/set'] },
      { host: 'no.such.host.invalid', port: 9 },
    ];
    const osc = startOsc(stage, {
      listenHost: '127.0.0.1',
      listenPort: await freePort(),
      targets,
    });
    stops.push(() => osc.stop());
    stage.tell({ type: 'freeze/set', on: 1 });
    stage.tell({ type: 'creature/died', creature: 1, slot: 0 });
    stage.tell({ type: 'blackout/set', on: 1 });
    await until(() => got.length === 2, 'the wanted events');
    expect(got).toEqual(['/mishmash/creature/died', '/mishmash/blackout/set']);
    await until(() => Number(osc.health().figures.failed) > 0, 'the other target to fail');
    expect(osc.health().detail).toMatch(
      /\(creature\/\*, blackout\/set\) 2 sent; no\.such\.host\.invalid:9 0 sent, \d+ failed/,
    );
  });

  test('what is turned by OSC says so to the desks', async () => {
    const { stage, say } = await open();
    const by: string[] = [];
    stage.onEvent((entry) => void (entry.event.type === 'param/turned' && by.push(entry.by)));
    await say(packMessage({ address: '/mishmash/param/brightness', args: [{ type: 'f', value: 0.5 }] }));
    await until(() => by.length > 0, 'the parameter to be turned');
    expect(by).toEqual(['osc']);
  });

  test('a flood of nonsense changes nothing, blocks nothing and is one fault', async () => {
    const { stage, say, heard, osc } = await open();
    const before = JSON.stringify({ ...stage.state(), faults: [] });
    const random = seeded(3);
    const good = packMessage({ address: '/mishmash/param/nonsense', args: [{ type: 'f', value: 1 }] });
    let turns = 0;
    const ticking = setInterval(() => void turns++, 5);
    for (let burst = 0; burst < 100; burst++) {
      const flood = Array.from({ length: 100 }, (_, i) =>
        i % 3 === 0
          ? good.subarray(0, Math.floor(random() * good.length))
          : Uint8Array.from({ length: Math.floor(random() * 64) }, () => random() * 256),
      );
      await Promise.all(flood.map(say));
      // Sends do not yield by themselves; the listener reads in the event loop's next turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    clearInterval(ticking);
    const refused = () => Number(osc.health().figures.refused);
    // What comes while the system's own queue is full is lost, good or bad.
    await until(async () => {
      const before = refused();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return before > 1000 && refused() === before;
    }, 'the nonsense to be counted');
    expect(turns).toBeGreaterThan(10);
    expect(JSON.stringify({ ...stage.state(), faults: [] })).toBe(before);
    expect(heard.filter((event) => event.type === 'fault/raised')).toHaveLength(1);
    await say(packMessage({ address: '/mishmash/freeze', args: [{ type: 'i', value: 1 }] }));
    await until(() => stage.state().freeze, 'a good message after the flood');
  });

  test('a port that is taken is a fault, not the end, and is tried again', async () => {
    const { stage, port } = await open();
    const second = startOsc(stage, { listenHost: '127.0.0.1', listenPort: port, targets: [] });
    stops.push(() => second.stop());
    await until(() => stage.state().faults.some((fault) => fault.code === 'osc-blocked'), 'the fault');
    expect(stage.state().devices.osc).toMatchObject({ state: 'lost' });
  });

  test.skipIf(!has('oscdump'))(
    'a real peer hears and is heard (needs: apt-get install liblo-tools)',
    async () => {
      const peerPort = await freePort();
      const peer = spawn('oscdump', ['-L', String(peerPort)]);
      stops.push(() => void peer.kill());
      let text = '';
      peer.stdout.on('data', (chunk) => {
        text += chunk;
      });
      const { stage, port, heard } = await open(peerPort);
      await until(() => {
        stage.tell({ type: 'creature/died', creature: 7, slot: 3 });
        return text.includes('creature/died');
      }, 'oscdump to hear');
      stage.tell({ type: 'profile/born', visit: 'v1', creature: 42, name: 'Zoë' });
      stage.tell({
        type: 'creature/born',
        ...{ creature: 42, slot: 1, parentA: 7, parentB: 0, generation: 2 },
        human: 1,
        machine: 0,
        cell: 0,
      });
      await until(() => text.includes('creature/born'), 'the birth');
      expect(text).toMatch(/\/mishmash\/profile\/born sis "v1" 42 "Zo/);
      expect(text).toMatch(/\/mishmash\/creature\/born iiiiifff 42 1 7 0 2 1\.0+ 0\.0+ 0\.0+/);
      execFileSync('oscsend', ['127.0.0.1', String(port), '/mishmash/param/psi', 'f', '7.5']);
      await until(() => heard.some((event) => event.type === 'param/turned'), 'oscsend to be heard');
      expect(stage.state().params.psi).toBe(1.5);
      await until(() => /param\/turned sf "psi" 1\.5/.test(text), 'the echo');
    },
  );
});
