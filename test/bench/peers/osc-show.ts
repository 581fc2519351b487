import { fork } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { packMessage, unpackMessage } from '../../../hardware/osc/message.ts';
import { freePort, startShow, temporaryFolder, until } from '../../tools/show.ts';

/** Seconds from 1900, where OSC counts from, to 1970. */
const EPOCH_S = 2_208_988_800;

export const psi = (value: number) =>
  packMessage({ address: '/mishmash/param/psi', args: [{ type: 'f', value }] });
export const press = packMessage({ address: '/mishmash/button/press', args: [] });

/** A bundle that is to run at `dueAt`, ms since 1970. */
export function timed(message: Uint8Array, dueAt: number): Uint8Array {
  const head = Buffer.alloc(20);
  head.write('#bundle\0', 'latin1');
  head.writeUInt32BE(Math.floor(dueAt / 1000) + EPOCH_S, 8);
  head.writeUInt32BE(Math.floor(((dueAt % 1000) / 1000) * 2 ** 32), 12);
  head.writeUInt32BE(message.length, 16);
  return Buffer.concat([head, message]);
}

/** A process of its own that tells its UDP port. */
export async function peer(file: string, args: string[] = []) {
  const child = fork(join(import.meta.dirname, file), args, { execArgv: ['--import', 'tsx'] });
  const port = await new Promise<number>((resolve) => child.once('message', (told) => resolve(Number(told))));
  return { port, stop: () => void child.kill() };
}

/** A show that breeds on a full wall, and a controller of it. */
export async function openShow() {
  const { folder, remove } = temporaryFolder();
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const listenPort = await freePort();
  const only = ['visit/begun', 'direction/steered'];
  const targets = [{ host: '127.0.0.1', port: socket.address().port, only }];
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ osc: { listenPort, targets }, params: { tempo: 1, columns: 6 } }));
  const show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
  const state = async () => (await (await fetch(`${show.url}/api/state`)).json()).state;
  await until(async () => !(await state()).wall.includes(null), 'a full wall', 60_000);
  const [direction] = (await state()).directions;
  /** Told at which moment a direction was steered to a value. */
  const steered = new Map<number, (at: number) => void>();
  let begun: (() => void) | null = null;
  socket.on('message', (bytes) => {
    const message = unpackMessage(bytes);
    if (message?.address === '/mishmash/visit/begun') begun?.();
    if (message?.address === '/mishmash/direction/steered')
      steered.get(Number(message.args[1]!.value))?.(Date.now());
  });
  const send = (bytes: Uint8Array) => socket.send(bytes, listenPort, '127.0.0.1');

  return {
    listenPort,
    state,
    send,
    steer: (value: number) =>
      packMessage({
        address: '/mishmash/steer',
        args: [
          { type: 's', value: direction },
          { type: 'f', value },
        ],
      }),
    steered,
    figures: async () => (await (await fetch(`${show.url}/health`)).json()).edges.osc.figures,
    /** The longest that the engine was held up since this was asked last, in ms. */
    async longestDelayMs() {
      const text = await (await fetch(`${show.url}/metrics`)).text();
      return Number(/event_loop_delay_seconds\{quantile="1"\} (\S+)/.exec(text)![1]) * 1000;
    },
    /** Presses the button by OSC: ms until a visit has begun. The visit is over when this resolves. */
    async pressed(): Promise<number> {
      const start = performance.now();
      const told = new Promise<void>((resolve) => {
        begun = resolve;
      });
      send(press);
      await told;
      const took = performance.now() - start;
      const { visit } = (await state()).visit;
      const page = new WebSocket(`${show.url.replace('http', 'ws')}/api/live`);
      await new Promise((resolve) => page.once('open', resolve));
      page.send(JSON.stringify({ type: 'visit/cancelled', visit, cause: 'bench' }));
      await until(async () => (await state()).visit === null, 'the end of the visit');
      page.close();
      return took;
    },
    async close() {
      socket.close();
      await show.end();
      remove();
    },
  };
}
