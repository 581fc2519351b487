import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Edge, Refusal } from '../show/ports.ts';
import { createApp } from './app.ts';
import { boundConnections } from './connections.ts';
import { requireOwnHost, requireOwnOrigin } from './guard.ts';
import { startLive } from './live.ts';
import type { WebOptions } from './options.ts';
import { startOscQueryLive } from './oscquery-live.ts';
import { keeper } from './pin.ts';
import { isLoopback } from './port-fault.ts';
import { startUndo } from './undo.ts';

const HEADERS_MS = 10_000;
/** A 12 MB photo over a bad phone connection. */
const REQUEST_MS = 60_000;
/** Longer than the longest answer, a visit behind a full queue, may take. */
const IDLE_MS = 120_000;
const CHECK_MS = 5000;
const CLOSE_MS = 2000;

/** Opens the pages, the API and the live socket. Rejects with the system's error where the port cannot be opened. */
export async function startWeb(options: WebOptions): Promise<Edge & { port: number }> {
  const { stage, config, onError } = options;
  const guard = keeper(options.pin, isLoopback(config.host), () => performance.now());
  const undo = startUndo(stage);
  const live = startLive(stage, guard, onError);
  const oscQuery = startOscQueryLive(options.osc);
  const socketAt = (url: string | undefined) => {
    if (url === '/api/live') return live;
    if (url === '/oscquery' || url === '/') return oscQuery;
    throw new Refusal(404, 'not-found', 'No socket here.', 'Use /api/live.');
  };
  const server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: 16 * 1024,
    },
    createApp(options, guard, undo, live),
  );
  boundConnections(server);
  server.timeout = IDLE_MS;
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    try {
      requireOwnHost(req, config.host);
      requireOwnOrigin(req);
      socketAt(req.url).upgrade(req, socket, head);
    } catch (error) {
      if (!(error instanceof Refusal)) onError(error);
      refuseUpgrade(socket, error instanceof Refusal ? error.status : 500);
    }
  });
  try {
    await listening(server, config.host, config.port);
  } catch (error) {
    undo.stop();
    live.stop();
    oscQuery.stop();
    throw error;
  }
  server.on('error', onError);
  const { port } = server.address() as AddressInfo;
  return {
    name: 'web',
    port,
    health: () => ({
      ok: server.listening,
      detail: `Listening on ${config.host}:${port}, ${live.readers} pages live.`,
      figures: { readers: live.readers, ...live.counts() },
    }),
    async stop() {
      undo.stop();
      live.stop();
      oscQuery.stop();
      await closed(server);
    },
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Requests under way are finished, but not for ever. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
