import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { boundConnections } from '../../engine/web/connections.ts';
import { lanAddress } from '../faults/attacker.ts';

const host = lanAddress();

test.skipIf(!host)(
  'connections from elsewhere are bounded, this machine always gets in (needs: a network address)',
  async () => {
    const server = createServer((_, res) => void res.end('here')).listen(0, '0.0.0.0');
    boundConnections(server, { strangers: 3, perAddress: 2 });
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as AddressInfo;
    const open: Socket[] = [];
    const isServed = (from: string) =>
      new Promise<boolean>((served) => {
        const socket = connect({ host: from, port, localAddress: from });
        open.push(socket);
        socket.on('data', () => served(true));
        socket.on('close', () => served(false)).on('error', () => {});
        socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      });
    expect([await isServed(host!), await isServed(host!), await isServed(host!)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(await isServed('127.0.0.1')).toBe(true);
    const gone = new Promise((closed) => open[0]!.once('close', closed));
    open[0]!.end();
    await gone;
    expect(await isServed(host!)).toBe(true);
    for (const socket of open) socket.destroy();
    server.close();
  },
);
