import { openArchive } from '../../engine/archive/archive.ts';
import { startBreeder } from '../../engine/gan/breeder.ts';
import type { Generator } from '../../engine/gan/port.ts';
import type { Event, EventOf } from '../../engine/show/events.ts';
import { defaultParams, type Params } from '../../engine/show/params.ts';
import type { Library } from '../../engine/show/ports.ts';
import type { CreatureRecord } from '../../engine/show/record.ts';
import { seedSource } from '../../engine/show/seeds.ts';
import { createStage, type Entry } from '../../engine/show/stage.ts';
import { initialState } from '../../engine/show/state.ts';
import { temporaryFolder } from '../tools/show.ts';

/** Breeding beyond this many naps has stalled. */
const MAX_NAPS = 20_000;

export interface NurseryOptions {
  seed?: number;
  params?: Partial<Params>;
  /** Wraps the generator, e.g. to make it slow. */
  generator?: (real: Generator) => Generator;
  library?: (real: Library) => Library;
  /** Called with every fact before the next thing happens. */
  onEntry?: (entry: Entry) => void;
  /** Called at each nap of the breeder, with the virtual time in ms since the start. */
  onNap?: (elapsedMs: number) => void;
  /** How long a nap really takes, in ms; 0 = one turn of the event loop. */
  napMs?: number;
}

/** A real stage and archive on a clock that only the breeder's own naps (and `spend`) move on. */
export function nursery(real: Generator, options: NurseryOptions = {}) {
  const { folder, remove } = temporaryFolder();
  const start = 1_700_000_000_000;
  let clock = start;
  let naps = 0;
  const now = () => clock;
  const config = { retentionDays: 0, pictureQuality: 60, backups: 0, backupHour: 4 };
  const archive = openArchive({
    folder,
    config,
    now,
    rerender: ({ genome, mix, psi }) => real.render(genome, mix, psi, 'birth'),
  });
  const params = { ...defaultParams(), columns: 4, ...options.params };
  const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 20_000 };
  const opening = {
    show: 'Test',
    aspect: 16 / 9,
    params,
    scenes: {},
    cues: {},
    times,
    begin: 'both' as const,
  };
  const entries: Entry[] = [];
  const records: CreatureRecord[] = [];
  const stage = createStage({
    state: initialState(opening),
    revision: 0,
    now,
    journal(batch, record) {
      archive.journal(batch, record);
      if (record) records.push(record);
    },
    onError: (error) => {
      throw error;
    },
  });
  const library = options.library?.(archive.library) ?? archive.library;
  const generator = options.generator?.(real) ?? real;
  const seeds = seedSource(options.seed ?? 1, 0);

  /** Breeds until `done` holds after a fact; rejects where it stalls. */
  async function breedUntil(done: () => boolean): Promise<void> {
    let edge: ReturnType<typeof startBreeder> | null = null;
    let stalled = false;
    const ended = new Promise<void>((resolve) => {
      const unlisten = stage.onEvent((entry) => {
        entries.push(entry);
        options.onEntry?.(entry);
        if (done()) finish();
      });
      const finish = () => {
        unlisten();
        void edge?.stop().then(resolve);
      };
      edge = startBreeder(stage, generator, library, seeds, {
        sleep: async (ms) => {
          clock += ms;
          naps += 1;
          if (naps > MAX_NAPS && !stalled) {
            stalled = true;
            finish();
          }
          options.onNap?.(clock - start);
          await new Promise((wake) => (options.napMs ? setTimeout(wake, options.napMs) : setImmediate(wake)));
        },
      });
    });
    await ended;
    if (stalled) throw new Error(`breeding stalled after ${births().length} births`);
  }

  const births = () => entries.filter((one) => one.event.type === 'creature/born');
  const of = <T extends Event['type']>(type: T) =>
    entries.map((entry) => entry.event).filter((event) => event.type === type) as unknown as EventOf<T>[];

  return {
    stage,
    entries,
    records,
    seeds,
    library,
    births,
    of,
    breedUntil,
    breed: (count: number) => breedUntil(() => births().length >= count),
    /** Moves the clock, as a machine does that is slow or whose time was set. */
    spend: (ms: number) => {
      clock += ms;
    },
    elapsed: () => clock - start,
    /** A visitor's profile arrives in `slot`. */
    arrive(slot: number): number {
      const { number, seed: creature } = seeds.next();
      const { genome, mix, psi } = records[0]!;
      const kin = { parentA: 0, parentB: 0, generation: 1 };
      const consent = { mix: true, wall: true, keep: true };
      const visit = `v${number}`;
      const profile = {
        visit,
        code: `code-${number}`,
        name: 'Ada',
        mishmashedWith: 0,
        attributes: [],
        consent,
      };
      const dying = stage.state().wall[slot] ?? null;
      const [human, machine, cell] = mix;
      stage.announce(
        [
          { type: 'profile/born', visit, creature, name: 'Ada' },
          ...(dying === null ? [] : [{ type: 'creature/died' as const, creature: dying, slot }]),
          { type: 'creature/born', creature, slot, ...kin, human, machine, cell },
        ],
        { creature, number, slot, ...kin, mix, psi, bornAt: now(), genome, recipe: null, profile },
      );
      return creature;
    },
    async close() {
      await archive.follow(stage).stop();
      remove();
    },
  };
}
