import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { withHidden } from './archive/hidden.ts';
import { openLibrary } from './archive/library.ts';
import { openPictures } from './archive/pictures.ts';
import { openGenerator } from './gan/open.ts';
import type { Generator } from './gan/port.ts';
import { CannotRender } from './render-video.ts';
import type { Config } from './show/config-schema.ts';
import type { Event } from './show/events.ts';
import { type Library, Refusal, type VisitService } from './show/ports.ts';
import { createStage, type Stage } from './show/stage.ts';
import type { State } from './show/state.ts';
import { startWeb } from './web/start.ts';

/** Pictures go to nobody but the page that is filmed. */
const FREELY = { burst: 1e9, perMs: 1 };

export interface Fact {
  /** ms since 1970. */
  at: number;
  event: Event;
}

/** An evening played again for pages to look at, on a clock of its own. */
export interface ReplayedShow {
  url: string;
  stage: Stage;
  /** Tells one fact at its own time. */
  play(fact: Fact): void;
  /** Moves the clock to `atMs`, in ms since 1970. */
  setTime(atMs: number): void;
  stop(): Promise<void>;
}

/**
 * Serves the pages of `folder` and the pictures of the archive that `journal` is in, read only but for pictures that
 * have to be drawn again. Whoever is in `hidden` is not shown. Throws CannotRender where there is no archive.
 */
export async function startReplayed(
  journal: string,
  config: Config,
  state: State,
  hidden: ReadonlySet<number>,
  pages: string,
): Promise<ReplayedShow> {
  const folder = existsSync(journal) && statSync(journal).isDirectory() ? journal : dirname(journal);
  const file = join(folder, 'archive.db');
  if (journal.endsWith('.ndjson') || !existsSync(file))
    throw new CannotRender(
      `${journal} has no pictures; name the data folder or the archive.db of the evening`,
    );
  const db = withHidden(new Database(file, { readonly: true }));
  let generator: Promise<Generator> | null = null;
  const kept = openLibrary({
    db,
    pictures: openPictures(join(folder, 'pictures'), config.archive.pictureQuality),
    async rerender({ genome, mix, psi }) {
      generator ??= openGenerator(config.generator);
      return (await generator).render(genome, mix, psi, 'birth');
    },
    isExpected: () => true,
    onMissing: () => {},
    onSettled: () => {},
    beforeErasure: refuse,
    afterErasure: refuse,
  });
  const library: Library = { ...kept, creature: (id) => (hidden.has(id) ? null : kept.creature(id)) };
  let now = 0;
  const onError = (error: unknown) => console.error(error instanceof Error ? error.message : error);
  const stage = createStage({ state, revision: 0, now: () => now, journal: () => {}, onError });
  const web = await startWeb({
    stage,
    config: { host: '127.0.0.1', port: 0, maxPhotoMB: config.web.maxPhotoMB },
    pages,
    library,
    visits: noVisits,
    health: () => ({}),
    // Nobody gives orders to a film.
    pin: randomUUID(),
    osc: null,
    onError,
    limits: { visits: FREELY, profiles: FREELY, orders: FREELY, pictures: FREELY },
  });
  return {
    url: `http://127.0.0.1:${web.port}`,
    stage,
    play({ event, at }) {
      now = at;
      stage.tell(event);
    },
    setTime(atMs) {
      now = atMs;
    },
    async stop() {
      await web.stop();
      await (await generator)?.stop();
      db.close();
    },
  };
}

const noVisits: VisitService = {
  visit: () => Promise.reject(new Refusal(503, 'closed', 'This is a recording.', 'Come to the next show.')),
  approve: () => false,
  progress: () => null,
};

function refuse(): never {
  throw new Error('nothing is erased while an evening is rendered');
}
