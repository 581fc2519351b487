import { createServer } from 'node:net';
import type { ConfigFault } from '../show/config.ts';

/** Whether a host to listen on is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Tries to open the port for a moment: what is wrong with it, or null. Port 0 is always free. */
export function portFault(host: string, port: number): Promise<ConfigFault | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(faultOf(error.code ?? '', host, port)));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

function faultOf(code: string, host: string, port: number): ConfigFault {
  if (code === 'EADDRINUSE')
    return {
      path: 'web.port',
      what: `${port} is already in use on ${host}`,
      remedy: 'stop the other program (perhaps another engine), or choose another with --port',
    };
  if (code === 'EACCES')
    return { path: 'web.port', what: `${port} may not be opened`, remedy: 'choose a port above 1023' };
  return {
    path: 'web.host',
    what: `${host} is no address of this machine (${code})`,
    remedy: 'use 127.0.0.1 for this machine only, or 0.0.0.0 for the network',
  };
}
