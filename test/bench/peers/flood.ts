import { createSocket } from 'node:dgram';
import { seeded } from '../../../engine/show/random.ts';
import { hostile } from '../../hardware/raw-osc.ts';

// COUNT hostile datagrams to PORT, as fast as they go.
const [port, count] = process.argv.slice(2).map(Number) as [number, number];
const random = seeded(5);
const socket = createSocket('udp4');
for (let sent = 0; sent < count; sent += 50)
  await Promise.all(
    Array.from(
      { length: 50 },
      (_, i) =>
        new Promise<void>((resolve) =>
          socket.send(hostile(random, sent + i), port, '127.0.0.1', () => resolve()),
        ),
    ),
  );
socket.close();
