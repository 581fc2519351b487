import { join } from 'node:path';
import type { Config } from '../show/config-schema.ts';
import type { FaultCode } from '../show/faults.ts';
import type { Edge, Library } from '../show/ports.ts';
import type { CreatureRecord } from '../show/record.ts';
import { seedAt } from '../show/seeds.ts';
import type { Entry, Stage } from '../show/stage.ts';
import type { State } from '../show/state.ts';
import { noteErased, openBackups } from './backups.ts';
import { openDatabase } from './database.ts';
import { openJournal, type Restored } from './journal.ts';
import { openLibrary, type Rerender } from './library.ts';
import { lock } from './lock.ts';
import { lastNumber } from './numbers.ts';
import { openPictures } from './pictures.ts';

export interface ArchiveOptions {
  folder: string;
  config: Config['archive'];
  now: () => number;
  rerender: Rerender;
}

export interface Archive {
  library: Library;
  /** The stage's hook; throws where it cannot be written. */
  journal(entries: readonly Entry[], record: CreatureRecord | null): void;
  restore(initial: State): Restored;
  /** The number of the last creature kept; 0 in a new archive. */
  lastNumber(): number;
  /** The seed of this archive's shows: the first one given, for ever. */
  showSeed(given: number): number;
  /** Removes pictures whose creatures were never announced: the engine was killed in between. */
  sweep(showSeed: number): Promise<void>;
  /** Follows the stage: snapshots, retention, faults. The archive stays open until the edge is stopped. */
  follow(stage: Stage): Edge;
}

const DAY_MS = 86_400_000;
/** More births and visits than this are never under way at once. */
const UNANNOUNCED = 128;
const CHECK_MS = 600_000;

/** Opens the archive in `folder`, creating it where there is none. Throws where the folder cannot be written. */
export function openArchive({ folder, config, now, rerender }: ArchiveOptions): Archive {
  const { db, movedTo } = openDatabase(folder, now());
  const unlock = lock(folder);
  const journal = openJournal(db);
  let unread = 0;
  let backingUp: Promise<void> = Promise.resolve();
  let raise: (code: FaultCode, where: string) => void = () => {};
  let clear: (code: FaultCode, where: string) => void = () => {};
  const pictures = openPictures(join(folder, 'pictures'), config.pictureQuality);
  const onMissing = (creature: number) => raise('picture-missing', String(creature));
  const onSettled = (creature: number) => clear('picture-missing', String(creature));
  const backups = openBackups(folder, config.backups);
  const beforeErasure = (creature: number) => noteErased(folder, creature);
  const afterErasure = (creature: number) => {
    for (const file of backups.erase(creature)) raise('backup-failed', file.slice(-150));
  };
  const library = openLibrary({
    db,
    pictures,
    rerender,
    onMissing,
    onSettled,
    beforeErasure,
    afterErasure,
  });

  async function backUp(): Promise<void> {
    const at = new Date(now());
    if (at.getHours() < config.backupHour) return;
    try {
      if (await backups.take(at)) clear('backup-failed', 'copy');
    } catch {
      raise('backup-failed', 'copy');
    }
  }

  async function eraseExpired(stage: Stage): Promise<void> {
    if (config.retentionDays === 0) return;
    const before = stage.now() - config.retentionDays * DAY_MS;
    const expired = db.prepare('SELECT creature FROM profiles WHERE born_at < ?').all(before);
    for (const { creature } of expired as { creature: number }[])
      if (await library.eraseCreature(creature)) stage.tell({ type: 'profile/erased', creature });
  }

  return {
    library,
    journal: journal.append,
    restore(initial) {
      const restored = journal.restore(initial);
      unread = restored.unread;
      return restored;
    },
    lastNumber: () => lastNumber(db),
    showSeed(given) {
      db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('showSeed', ?)").run(String(given));
      const row = db.prepare("SELECT value FROM meta WHERE key = 'showSeed'").get() as { value: string };
      return Number(row.value);
    },
    async sweep(showSeed) {
      const last = lastNumber(db);
      for (let number = last + 1; number <= last + UNANNOUNCED; number++)
        await pictures.remove(seedAt(showSeed, number));
    },
    follow(stage) {
      raise = (code, where) => stage.tell({ type: 'fault/raised', code, where });
      clear = (code, where) => stage.tell({ type: 'fault/cleared', code, where });
      if (movedTo) raise('archive-damaged', movedTo.slice(-150));
      if (unread > 0) raise('journal-unread', `${unread} lines`);
      const unfollow = stage.onEvent((entry, state) => journal.snapshot(entry.revision, state));
      const clock = setInterval(() => {
        void eraseExpired(stage).catch(() => raise('archive-failed', 'retention'));
        backingUp = backUp();
      }, CHECK_MS);
      return {
        name: 'archive',
        health: () => {
          const open = stage.state().faults.some((fault) => fault.code === 'archive-failed');
          const detail = open
            ? 'The last birth or erasure could not be kept.'
            : 'Every announced creature is kept.';
          return { ok: !open, detail, figures: { births: stage.state().births, revision: stage.revision } };
        },
        async stop() {
          clearInterval(clock);
          await backingUp;
          unfollow();
          db.pragma('wal_checkpoint(TRUNCATE)');
          db.close();
          unlock();
        },
      };
    },
  };
}
