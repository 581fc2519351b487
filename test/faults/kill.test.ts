import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Event } from '../../engine/show/events.ts';
import { seeded } from '../../engine/show/random.ts';
import type { State } from '../../engine/show/state.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const KILLS = 20;
const portrait = readFileSync(join(import.meta.dirname, '../fixtures/portrait-a.jpg'));
const { folder, remove } = temporaryFolder();
afterAll(remove);

/** What the show has told the world, and must never lose. */
const announced = new Set<number>();
const codes = new Map<string, number>();

function listen(show: RunningShow): () => void {
  const socket = new WebSocket(`${show.url.replace('http', 'ws')}/api/live`);
  socket.on('message', (data) => {
    const { event } = JSON.parse(String(data)) as { event?: Event };
    if (event?.type === 'creature/born') announced.add(event.creature);
  });
  socket.on('error', () => {});
  return () => socket.terminate();
}

/** Sends a photo; a code that was answered counts as promised, an answer that never came does not. */
async function visit(show: RunningShow): Promise<void> {
  const form = new FormData();
  form.set('photo', new Blob([portrait]), 'photo.jpg');
  form.set('name', 'Kill');
  form.set('consent', 'mix,wall,keep');
  const response = await fetch(`${show.url}/api/visits`, { method: 'POST', body: form }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (response?.status === 201 && answer) codes.set(answer.code, answer.creature.id);
}

const state = async (show: RunningShow): Promise<State> =>
  (await (await fetch(`${show.url}/api/state`)).json()).state;

/** The process that holds the networks: the engine's only child that runs child.ts. */
function childOf(show: RunningShow): number | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
      if (parent === show.process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('gan/child'))
        return Number(pid);
    } catch {
      // It ended while it was looked at.
    }
  }
  return null;
}

test.skipIf(process.platform !== 'linux')(
  `engine or child killed ${KILLS} times during births and visits: nothing announced is lost (needs: Linux)`,
  async () => {
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params: { tempo: 12, columns: 6 } }));
    const port = await freePort();
    const start = () => startShow(port, ['--config', config, '--data', join(folder, 'data')]);
    const random = seeded(11);
    let show = await start();
    let deaf = listen(show);
    await until(async () => !(await state(show)).wall.includes(null), 'the wall to hatch', 60_000);
    for (let kill = 0; kill < KILLS; kill++) {
      const visits = [visit(show), visit(show)];
      await new Promise((resolve) => setTimeout(resolve, 100 + random() * 500));
      const child = childOf(show);
      if (kill % 2 === 0 && child) {
        const { births } = await state(show);
        process.kill(child, 'SIGKILL');
        await until(async () => (await state(show)).births > births + 2, 'births to go on');
        await Promise.all(visits);
        continue;
      }
      await show.end('SIGKILL');
      await Promise.all(visits);
      deaf();
      show = await start();
      deaf = listen(show);
    }
    const { wall } = await state(show);
    const born = [...announced];
    for (const id of born) {
      const response = await fetch(`${show.url}/api/creatures/${id}`);
      if (response.status !== 200)
        expect.fail(`creature ${id} was announced and is gone (${response.status})`);
    }
    for (const [code, id] of codes) {
      const record = await (await fetch(`${show.url}/api/profiles/${code}`)).json();
      expect(record.id ?? record.creature?.id).toBe(id);
    }
    expect(born.length).toBeGreaterThan(60);
    expect(codes.size).toBeGreaterThan(5);
    expect(wall).not.toContain(null);
    deaf();
    expect(await show.end()).toBe(0);
  },
  180_000,
);
