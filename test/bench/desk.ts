import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';
import { type Bench, type Row, ratioOf, summary } from './bench.ts';

const ORDERS = 200;
const TARGET_MS = 50;

/** A parameter turned at one desk, with births going on: when a second desk has it, and when it is out by OSC. */
async function run(): Promise<Row[]> {
  const { folder, remove } = temporaryFolder();
  const osc = createSocket('udp4');
  await new Promise<void>((resolve) => osc.bind(0, '127.0.0.1', resolve));
  const config = join(folder, 'config.json');
  const targets = [{ host: '127.0.0.1', port: osc.address().port, only: ['param/turned'] }];
  writeFileSync(
    config,
    JSON.stringify({ osc: { listenPort: await freePort(), targets }, params: { tempo: 2 } }),
  );
  const show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
  const desk = new WebSocket(`${show.url.replace('http', 'ws')}/api/live`);
  const [seen, out, bare]: number[][] = [[], [], []];
  try {
    await new Promise((resolve) => desk.once('open', resolve));
    const births = async () => (await (await fetch(`${show.url}/api/state`)).json()).state.births;
    await until(async () => (await births()) > 130, 'a full wall', 60_000);
    const post = (value: number) =>
      fetch(`${show.url}/api/params`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: show.url },
        body: JSON.stringify({ param: 'psi', value }),
      });
    for (let i = 0; i < ORDERS; i++) {
      const value = 0.5 + (i % 50) / 100;
      const begun = performance.now();
      const atDesk = new Promise<number>((resolve) => {
        const hear = (data: Buffer) => {
          const { event } = JSON.parse(data.toString());
          if (event?.type !== 'param/turned' || event.value !== value) return;
          desk.off('message', hear);
          resolve(performance.now() - begun);
        };
        desk.on('message', hear);
      });
      const byOsc = new Promise<number>((resolve) =>
        osc.once('message', () => resolve(performance.now() - begun)),
      );
      await post(value);
      seen!.push(await atDesk);
      out!.push(await byOsc);
      const asked = performance.now();
      await (await fetch(`${show.url}/api/steps`)).arrayBuffer();
      bare!.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    desk.close();
    osc.close();
    await show.end();
    remove();
  }
  const limit = summary(bare!);
  const row = (what: string, times: number[]): Row => {
    const ours = summary(times);
    const rest = { against: 'one answer of the engine, p95', theirs: limit.p95, ratio: ratioOf(ours, limit) };
    return {
      what,
      unit: 'ms',
      ours: ours.p95,
      ...rest,
      target: `<= ${TARGET_MS} ms`,
      met: ours.p95 <= TARGET_MS,
    };
  };
  return [
    row('from the turn at one desk to the other desk, p95', seen!),
    row('from the turn at one desk to OSC, p95', out!),
  ];
}

const bench: Bench = {
  question: 'does every desk, and OSC, see at once what one of them turns?',
  run,
};
export default bench;
