import { createSocket } from 'node:dgram';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import Database from 'libsql';
import { seeded } from '../../engine/show/random.ts';
import type { State } from '../../engine/show/state.ts';
import { hostile } from '../hardware/raw-osc.ts';
import { bombPng } from '../visit/photos.ts';
import type { EngineLife } from './engine.ts';
import type { Disturbance } from './schedule.ts';

export interface Disturbed {
  engine: EngineLife;
  folder: string;
  oscPort: number;
  /** Breaks every connection that the soak has open. */
  cutPages(): void;
}

/** One that does harm until it returns; what must hold besides before the show is over it. */
type Harm = (show: Disturbed, dice: number) => Promise<(() => Promise<boolean>) | undefined>;

const NONSENSE = 400;
const UPLOADS = 40;
const LOCK_MS = 3000;
const STOP_MS = { min: 2000, max: 20_000 };
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How each disturbance is made. */
export const harms: Record<Disturbance, Harm> = {
  'child-killed': async ({ engine }) => {
    signal(engine.childPid(), 'SIGKILL');
    return undefined;
  },
  'child-stopped': async ({ engine }, dice) => {
    const pid = engine.childPid();
    signal(pid, 'SIGSTOP');
    await sleep(STOP_MS.min + dice * (STOP_MS.max - STOP_MS.min));
    signal(pid, 'SIGCONT');
    return undefined;
  },
  'sockets-closed': async ({ cutPages }) => {
    cutPages();
    return undefined;
  },
  'osc-nonsense': async ({ oscPort }, dice) => {
    const socket = createSocket('udp4');
    const random = seeded(Math.floor(dice * 2 ** 31));
    for (let i = 0; i < NONSENSE; i++) {
      await new Promise<void>((sent) => socket.send(hostile(random, i), oscPort, '127.0.0.1', () => sent()));
      if (i % 20 === 0) await sleep(5);
    }
    socket.close();
    return undefined;
  },
  'malformed-uploads': async ({ engine }, dice) => {
    const random = seeded(Math.floor(dice * 2 ** 31));
    for (let i = 0; i < UPLOADS; i++) await upload(engine.url, wrongPhoto(random, i), i);
    return undefined;
  },
  'database-locked': async ({ folder }) => {
    const db = new Database(join(folder, 'archive.db'), { timeout: 2000 });
    try {
      db.exec('BEGIN IMMEDIATE');
      await sleep(LOCK_MS);
      db.exec('ROLLBACK');
    } finally {
      db.close();
    }
    return undefined;
  },
  'picture-removed': async ({ engine, folder }, dice) => {
    const hanging = (await stateOf(engine.url))!.wall.filter((id) => id !== null);
    const id = hanging[Math.floor(dice * hanging.length)]!;
    rmSync(join(folder, 'pictures', (id & 0xff).toString(16).padStart(2, '0'), `${id}.webp`), {
      force: true,
    });
    return async () => (await fetch(`${engine.url}/creatures/${id}.webp?size=1024`)).status !== 500;
  },
  'engine-killed': async ({ engine }) => {
    await engine.end('SIGKILL');
    await engine.start();
    return undefined;
  },
  'page-deaf': async ({ engine }) => {
    const before = await readers(engine.url);
    const deaf = connect(Number(new URL(engine.url).port), '127.0.0.1');
    deaf.on('error', () => {});
    const key = Buffer.from('a page that never reads').toString('base64').slice(0, 22);
    deaf.write(
      `GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}==\r\n\r\n`,
    );
    deaf.pause();
    return async () => {
      const over = (await readers(engine.url)) <= before;
      if (over) deaf.destroy();
      return over;
    };
  },
};

function signal(pid: number | null, name: NodeJS.Signals): void {
  try {
    if (pid !== null) process.kill(pid, name);
  } catch {
    // It was replaced meanwhile.
  }
}

async function upload(url: string, photo: Uint8Array, i: number): Promise<void> {
  const form = new FormData();
  form.set(i % 7 === 0 ? 'picture' : 'photo', new Blob([new Uint8Array(photo)]));
  form.set('consent', i % 5 === 0 ? '{"mix":' : 'mix,wall,keep');
  const answer = await fetch(`${url}/api/visits`, { method: 'POST', body: form }).catch(() => null);
  await answer?.arrayBuffer().catch(() => null);
}

function wrongPhoto(random: () => number, i: number): Uint8Array {
  if (i % 4 === 0) return bombPng(30_000, 30_000);
  if (i % 4 === 1) return Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const noise = Uint8Array.from({ length: 5000 }, () => random() * 256);
  if (i % 4 === 2) noise.set([0xff, 0xd8, 0xff, 0xe0]);
  return noise;
}

export async function stateOf(url: string): Promise<State | null> {
  try {
    return ((await (await fetch(`${url}/api/state`)).json()) as { state: State }).state;
  } catch {
    return null;
  }
}

async function readers(url: string): Promise<number> {
  const health = (await (await fetch(`${url}/health`)).json()) as {
    edges: { web: { figures: { readers: number } } };
  };
  return health.edges.web.figures.readers;
}
