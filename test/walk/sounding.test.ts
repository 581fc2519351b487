import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { unpackMessage } from '../../hardware/osc/message.ts';
import { type Player, type Playing, pureData, superCollider } from '../hardware/sound/players.ts';
import { beforeEnd, height, readWav, rms } from '../hardware/sound/wav.ts';
import { has } from '../tools/has.ts';
import { freePort, startShow, temporaryFolder } from '../tools/show.ts';

// Half a minute of a real show, played by the ready patches from its OSC alone and listened to.

const { folder, remove } = temporaryFolder();
afterAll(remove);
const players = [pureData, superCollider].filter(({ needs }) => needs.every(has));
const needs = [pureData, superCollider].map(({ install }) => install).join(', ');

const HALF_MS = 15_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** First machines are born, then cells. */
async function halfAMinute() {
  const births: { at: number; cell: number }[] = [];
  let end = 0;
  const ears = createSocket('udp4');
  ears.on('message', (bytes) => {
    const message = unpackMessage(bytes);
    if (message?.address === '/mishmash/show/closed') end = Date.now();
    if (message?.address !== '/mishmash/creature/born' || Number(message.args[1]!.value) < 0) return;
    births.push({ at: Date.now(), cell: Number(message.args[7]!.value) });
  });
  await new Promise<void>((resolve) => ears.bind(0, '127.0.0.1', resolve));
  const started: { player: Player; file: string; port: number; playing: Playing }[] = [];
  for (const player of players) {
    const port = await freePort();
    const file = join(folder, `${player.needs[0]}.wav`);
    started.push({ player, file, port, playing: await player.start(port, file) });
  }
  const targets = [...started.map(({ port }) => port), ears.address().port].map((port) => ({
    host: '127.0.0.1',
    port,
  }));
  const config = join(folder, 'config.json');
  const params = { tempo: 0.7, newcomers: 1, psi: 1, columns: 4, human: 0, machine: 1, cell: 0 };
  writeFileSync(config, JSON.stringify({ params, osc: { listenPort: await freePort(), targets } }));
  const show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
  // The first creatures fill the wall at once; what is listened to comes after them.
  await pause(8000);
  const turn = (param: string, value: number) =>
    fetch(`${show.url}/api/params`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ param, value }),
    });
  const begun = Date.now();
  await pause(HALF_MS);
  await turn('machine', 0);
  await turn('cell', 1);
  await pause(HALF_MS);
  await show.end();
  await Promise.all(started.map(({ playing }) => playing.end()));
  ears.close();
  return { started, end, births: births.filter(({ at }) => at > begun && at < end - 500) };
}

describe('the sound of a show', () => {
  test.skipIf(players.length === 0)(
    `rises with every birth and is high for cells, low for machines (needs: ${needs})`,
    { timeout: 180_000 },
    async () => {
      const { started, births, end } = await halfAMinute();
      const cells = births.filter(({ cell }) => cell > 0.8);
      const machines = births.filter(({ cell }) => cell < 0.2);
      expect(cells.length).toBeGreaterThan(4);
      expect(machines.length).toBeGreaterThan(4);
      for (const { player, file, playing } of started) {
        const all = readWav(file);
        // A sound card that is none may lose time on a busy machine; it is taken to do so evenly.
        const scale = all.samples.length / all.rate / ((end - playing.startedAt) / 1000);
        /** From and to in seconds after a moment. */
        const around = (at: number, from: number, to: number) => {
          const before = ((end - at) / 1000) * scale;
          return beforeEnd(all, before - from, before - to);
        };
        const rises = births.map(({ at }) => rms(around(at, 0.02, 0.22)) / rms(around(at, -0.3, -0.1)));
        const heightOf = (some: typeof births) => median(some.map(({ at }) => height(around(at, 0.05, 0.2))));
        console.log(
          player.name,
          rises.map((r) => r.toFixed(1)).join(' '),
          heightOf(machines),
          heightOf(cells),
        );
        expect(median(rises), `${player.name}: level`).toBeGreaterThan(1.5);
        expect(heightOf(cells) / heightOf(machines), `${player.name}: height`).toBeGreaterThan(1.5);
      }
    },
  );
});
