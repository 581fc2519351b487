import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Of everybody elsewhere together; the show's own screens come from this machine and always get in. */
const MAX_STRANGERS = 1024;
/** Phones of one room may share an address. */
const MAX_PER_ADDRESS = 512;

/** Hangs up on connections from elsewhere beyond these bounds, before a byte of them is read. */
export function boundConnections(
  server: Server,
  { strangers = MAX_STRANGERS, perAddress = MAX_PER_ADDRESS } = {},
): void {
  const open = new Map<string, number>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    if (address === '::1' || address.startsWith('127.')) return;
    const same = open.get(address) ?? 0;
    if (count >= strangers || same >= perAddress) return void socket.destroy();
    count += 1;
    open.set(address, same + 1);
    socket.once('close', () => {
      count -= 1;
      const left = open.get(address)! - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
