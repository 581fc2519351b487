import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { Refusal } from '../show/ports.ts';

/**
 * Throws where a request names a host that is not this machine. A page elsewhere can point its own name at this
 * address (DNS rebinding) and would then count as same-origin; it cannot do that with an IP address.
 */
export function requireOwnHost(req: IncomingMessage, configuredHost: string): void {
  const name = hostName(req.headers.host ?? '');
  const own = ['localhost', configuredHost.toLowerCase(), hostname().toLowerCase()];
  if (name !== null && (isIP(name) !== 0 || own.includes(name) || own.some((one) => name === `${one}.local`)))
    return;
  throw new Refusal(
    421,
    'foreign-host',
    'The engine does not answer to this host name.',
    'Use the IP address of the machine, or set web.host in show-config.json to its name.',
  );
}

/** Throws where a browser says that the request was made by a page from elsewhere. */
export function requireOwnOrigin(req: IncomingMessage): void {
  const { origin, host } = req.headers;
  const site = req.headers['sec-fetch-site'];
  const foreignSite = site === 'cross-site' || site === 'same-site';
  if (!foreignSite && (origin === undefined || originHost(origin) === host?.toLowerCase())) return;
  throw new Refusal(
    403,
    'foreign-origin',
    'A page from elsewhere may not do this.',
    'Use the pages that the engine serves itself.',
  );
}

/** The peer's address, without the IPv6 notation of IPv4. */
export function addressOf(req: IncomingMessage): string {
  return (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

/** Whether the request comes from this very machine and was not handed on by a proxy. */
export function isFromHere(req: IncomingMessage): boolean {
  const { headers } = req;
  if (headers.forwarded || headers['x-forwarded-for'] || headers['x-real-ip'] || headers.via) return false;
  const address = addressOf(req);
  return address === '::1' || address.startsWith('127.');
}

function hostName(host: string): string | null {
  const found = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(host);
  return found ? (found[1] ?? found[2])!.toLowerCase() : null;
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
