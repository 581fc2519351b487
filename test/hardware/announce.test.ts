import { networkInterfaces } from 'node:os';
import { Bonjour, type Service } from 'bonjour-service';
import { afterEach, describe, expect, test } from 'vitest';
import { startAnnouncing } from '../../hardware/osc/announce.ts';
import { until } from '../tools/show.ts';

// A real browser of zeroconf services, over the machine's own network.

const online = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ internal, family }) => !internal && family === 'IPv4'),
);
const stops: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe.skipIf(!online)('zeroconf (needs a network)', () => {
  test('controllers find OSCQuery and OSC by themselves, and no longer once the show has ended', async () => {
    const show = `Test ${process.pid}`;
    const found: Service[] = [];
    const lost: string[] = [];
    const peer = new Bonjour();
    stops.push(() => new Promise((resolve) => peer.destroy(resolve)));
    for (const [type, protocol] of [
      ['oscjson', 'tcp'],
      ['osc', 'udp'],
    ] as const) {
      const browser = peer.find({ type, protocol }, (service) => void found.push(service));
      browser.on('down', ({ name, type }: Service) => void lost.push(`${name} ${type}`));
    }
    const edge = startAnnouncing({ show, oscQueryPort: 4173, oscPort: 9000 });
    const ours = () => found.filter(({ name }) => name.startsWith(`${show} (`));
    await until(() => ours().length === 2, 'both to be found');
    expect(ours().map(({ type, port }) => [type, port])).toEqual(
      expect.arrayContaining([
        ['oscjson', 4173],
        ['osc', 9000],
      ]),
    );
    expect(edge.health().detail).toMatch(/_oscjson\._tcp 4173, _osc\._udp 9000/);
    await edge.stop();
    await until(() => lost.filter((name) => name.startsWith(show)).length === 2, 'both to be gone');
  });

  test('what only this machine can reach is not announced', async () => {
    const edge = startAnnouncing({ show: 'Here', oscQueryPort: null, oscPort: null });
    stops.push(() => edge.stop());
    expect(edge.health().figures.announced).toBe(0);
  });
});
