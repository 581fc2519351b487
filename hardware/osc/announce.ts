import type { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { Bonjour } from 'bonjour-service';
import type { Edge } from '../../engine/show/ports.ts';

export interface Announced {
  show: string;
  /** TCP port of OSCQuery; null where it can only be reached from this machine. */
  oscQueryPort: number | null;
  /** UDP port that hears OSC; null where it can only be reached from this machine. */
  oscPort: number | null;
}

/**
 * Tells the network by zeroconf (mDNS, DNS-SD) where the show's OSC is, so that controllers list it by themselves.
 * A network without multicast is no fault: whoever knows the address gets in all the same.
 */
export function startAnnouncing({ show, oscQueryPort, oscPort }: Announced): Edge {
  let trouble = '';
  const hear = (error: Error) => {
    trouble = error.message.slice(0, 100);
  };
  const zeroconf = new Bonjour({}, hear);
  // Not offered by the library, and an error without a listener would end the process.
  (zeroconf as unknown as { server: { mdns: EventEmitter } }).server.mdns.on('error', hear);
  const name = `${show} (${hostname()})`.slice(0, 63);
  const services = [
    { type: 'oscjson', protocol: 'tcp' as const, port: oscQueryPort },
    { type: 'osc', protocol: 'udp' as const, port: oscPort },
  ].flatMap((service) => (service.port === null ? [] : [{ ...service, port: service.port, name }]));
  for (const service of services) zeroconf.publish(service);
  const words = services.map(({ type, protocol, port }) => `_${type}._${protocol} ${port}`).join(', ');
  return {
    name: 'zeroconf',
    health: () => ({
      ok: true,
      detail: `${name}: ${words || 'nothing to announce'}.${trouble && ` Last trouble: ${trouble}.`}`,
      figures: { announced: services.length },
    }),
    stop: () => new Promise((resolve) => zeroconf.unpublishAll(() => zeroconf.destroy(() => resolve()))),
  };
}
