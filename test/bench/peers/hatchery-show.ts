import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { WebSocket } from 'ws';
import { openArchive } from '../../../engine/archive/archive.ts';
import { startBreeder } from '../../../engine/gan/breeder.ts';
import { startGenerator } from '../../../engine/gan/generator.ts';
import { loadManifest } from '../../../engine/gan/manifest.ts';
import { configSchema } from '../../../engine/show/config-schema.ts';
import { seedSource } from '../../../engine/show/seeds.ts';
import { createStage } from '../../../engine/show/stage.ts';
import { initialState } from '../../../engine/show/state.ts';
import { startWeb } from '../../../engine/web/start.ts';
import { temporaryFolder, until } from '../../tools/show.ts';

const WALLS = 3;
const NO_VISITS = {
  visit: () => Promise.reject(new Error('nobody visits a bench')),
  approve: () => false,
  progress: () => null,
};

/** Milliseconds of each stage of every birth so far. */
export interface Stages {
  map: number[];
  render: number[];
  store: number[];
  announce: number[];
  /** From the announcement until the last of the walls has heard of it. */
  told: number[];
}

/** The real breeder between the real generator, archive and web, all in this process but the networks; it begins frozen. */
export async function openHatchery() {
  const { folder, remove } = temporaryFolder();
  const config = configSchema.parse({
    generator: { providers: ['cpu'] },
    params: { columns: 40, tempo: 30 },
  });
  const { models } = loadManifest(config.generator.manifest, config.generator.model);
  if (!models) throw new Error('the models do not open');
  const onError = (error: unknown) => console.error(error);
  const archive = openArchive({
    folder,
    config: config.archive,
    now: Date.now,
    rerender: () => Promise.reject(new Error('every picture is kept')),
  });
  const { visit } = config;
  const state = initialState({ ...config, aspect: 16 / 9, times: visit, begin: visit.begin });
  const stage = createStage({ state, revision: 0, now: Date.now, journal: archive.journal, onError });
  const stages: Stages = { map: [], render: [], store: [], announce: [], told: [] };
  const timed =
    <A extends unknown[], R>(into: number[], call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const start = performance.now();
      const result = await call(...args);
      into.push(performance.now() - start);
      return result;
    };
  const real = startGenerator(stage, config.generator, models);
  await until(() => real.status().state === 'running', 'the networks to open', 60_000);
  const generator = {
    ...real,
    map: timed(stages.map, real.map),
    render: timed(stages.render, real.render),
  };
  const library = { ...archive.library, keepPicture: timed(stages.store, archive.library.keepPicture) };
  const web = await startWeb({
    stage,
    config: { host: '127.0.0.1', port: 0, maxPhotoMB: 12 },
    pages: join(import.meta.dirname, '../../../dist'),
    library,
    visits: NO_VISITS,
    health: () => ({}),
    pin: null,
    osc: null,
    onError,
  });
  const announcedAt = new Map<number, number>();
  const heard = new Map<number, number>();
  const walls = Array.from({ length: WALLS }, () => new WebSocket(`ws://127.0.0.1:${web.port}/api/live`));
  for (const wall of walls)
    wall.on('message', (data, binary) => {
      if (binary) return;
      const { event } = JSON.parse(String(data));
      const start = announcedAt.get(event?.creature);
      if (event?.type !== 'creature/born' || start === undefined) return;
      const count = (heard.get(event.creature) ?? 0) + 1;
      heard.set(event.creature, count);
      if (count === WALLS) stages.told.push(performance.now() - start);
    });
  await until(
    () => walls.every((wall) => wall.readyState === WebSocket.OPEN),
    'the walls to be open',
    10_000,
  );
  const announcing = {
    ...stage,
    announce(...args: Parameters<typeof stage.announce>) {
      const start = performance.now();
      for (const event of args[0]) if (event.type === 'creature/born') announcedAt.set(event.creature, start);
      stage.announce(...args);
      stages.announce.push(performance.now() - start);
    },
  };
  stage.tell({ type: 'freeze/set', on: 1 });
  const breeder = startBreeder(announcing, generator, library, seedSource(1, 0));
  const births = () => stage.state().births;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  return {
    generator: real,
    stages,
    births,
    slots: stage.state().wall.length,
    delay,
    /** Lets the breeder go until `count` more have been born; milliseconds of each on the average. */
    async breed(count: number): Promise<number> {
      const wanted = births() + count;
      const done = new Promise<void>((resolve) => {
        const unlisten = stage.onEvent((_, { births: now }) => {
          if (now < wanted) return;
          unlisten();
          resolve();
        });
      });
      const start = performance.now();
      stage.tell({ type: 'freeze/set', on: 0 });
      await done;
      const tookMs = performance.now() - start;
      stage.tell({ type: 'freeze/set', on: 1 });
      return tookMs / count;
    },
    async close() {
      await breeder.stop();
      for (const wall of walls) wall.terminate();
      await web.stop();
      await real.stop();
      await archive.follow(stage).stop();
      remove();
    },
  };
}
