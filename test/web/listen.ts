import { WebSocket } from 'ws';

/** A client that collects what it hears. */
export async function listen(port: number, headers: Record<string, string> = {}, path = '/api/live') {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  const texts: { revision?: number; event?: { type: string }; refused?: { code: string }; trace?: object }[] =
    [];
  const frames: Buffer[] = [];
  const wakes: (() => void)[] = [];
  let closed = 0;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) frames.push(data);
    else texts.push(JSON.parse(data.toString()));
    for (const wake of wakes.splice(0)) wake();
  });
  socket.on('close', (code) => {
    closed = code;
    for (const wake of wakes.splice(0)) wake();
  });
  await new Promise((open, fail) => socket.on('open', open).on('error', fail));
  return {
    socket,
    texts,
    frames,
    say: (data: unknown) => socket.send(typeof data === 'string' ? data : JSON.stringify(data)),
    /** Resolves when `done` holds; the test's own timeout is the limit. */
    async until(done: () => boolean) {
      while (!done()) await new Promise<void>((wake) => wakes.push(wake));
    },
    closed: () => closed,
  };
}
