import { join } from 'node:path';
import type { Config } from '../show/config-schema.ts';
import type { FaultCode } from '../show/faults.ts';
import { taken } from '../show/hanging.ts';
import type { Edge, Library } from '../show/ports.ts';
import type { CreatureRecord } from '../show/record.ts';
import { seedAt } from '../show/seeds.ts';
import type { Entry, Stage } from '../show/stage.ts';
import type { State } from '../show/state.ts';
import { openBackups } from './backups.ts';
import { openDatabase } from './database.ts';
import { openDisk } from './disk.ts';
import { eraseRows } from './erasure.ts';
import { openHidden } from './hidden.ts';
import { openJournal, type Restored } from './journal.ts';
import { noteErased, noteFinished, readUnfinished } from './ledger.ts';
import { openLibrary, type Rerender } from './library.ts';
import { lastNumber } from './numbers.ts';
import { openPictures } from './pictures.ts';
import { slowest } from './slowest.ts';

export interface ArchiveOptions {
  folder: string;
  config: Omit<Config['archive'], 'traceDays' | 'picturesMB' | 'freeMB'> &
    Partial<Pick<Config['archive'], 'picturesMB' | 'freeMB'>>;
  now: () => number;
  rerender: Rerender;
  /** Does `job` again and again; returns how to stop. The system's timers where it is left out. */
  every?: (ms: number, job: () => Promise<unknown>) => () => void;
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
  /** Ends what a kill interrupted: removes pictures whose creatures were never announced, and whoever was being erased. */
  sweep(showSeed: number): Promise<void>;
  /** Follows the stage: snapshots, retention, faults. The archive stays open until the edge is stopped. */
  follow(stage: Stage): Edge;
}

const DAY_MS = 86_400_000;
/** More births and visits than this are never under way at once. */
const UNANNOUNCED = 128;
const CHECK_MS = 600_000;

/** Opens the archive in `folder`, creating it where there is none. Throws where the folder cannot be written. */
export function openArchive({ folder, config, now, rerender, every = onTheClock }: ArchiveOptions): Archive {
  const { db, repaired } = openDatabase(folder, now());
  const journal = openJournal(db);
  const writes = slowest();
  const hidden = openHidden(db, folder);
  /** Erasures that a kill stopped on their way; they are ended before anybody is let in. */
  const interrupted = readUnfinished(folder);
  let unread = 0;
  let backingUp: Promise<void> = Promise.resolve();
  let raise: (code: FaultCode, where: string) => void = () => {};
  let clear: (code: FaultCode, where: string) => void = () => {};
  const { picturesMB = 0, freeMB = 0 } = config;
  const pictures = openPictures(join(folder, 'pictures'), config.pictureQuality);
  const disk = openDisk({ folder, db, pictures, picturesMB, freeMB });
  let isExpected: (creature: number) => boolean = () => true;
  const onMissing = (creature: number) => raise('picture-missing', String(creature));
  const onSettled = (creature: number) => clear('picture-missing', String(creature));
  const backups = openBackups(folder, config.backups, freeMB);
  const beforeErasure = (creature: number) => noteErased(folder, creature);
  const afterErasure = (creature: number) => {
    for (const file of backups.erase(creature)) raise('backup-failed', file.slice(-150));
    noteFinished(folder, creature);
  };
  const library = openLibrary({
    db,
    pictures,
    rerender,
    isExpected: (creature) => isExpected(creature),
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

  /** Whoever is hidden, by the desk or because too many wait. */
  function keepHidden(stage: Stage): () => void {
    let last = stage.state().hidden;
    return stage.onEvent((_, state) => {
      if (state.hidden === last) return;
      last = state.hidden;
      hidden.keep(last.slice(-1));
    });
  }

  /** A creature whose row is lost has no picture, and a hidden one hangs again in a copy; their places are hatched. */
  function withoutLost(state: State): State {
    const known = db.prepare('SELECT 1 FROM creatures WHERE id = ?');
    const isLost = (id: number | null) => id !== null && (!known.get(id) || hidden.has(id));
    const lost = [...state.wall, ...state.waiting].filter(isLost);
    return lost.reduce<State>((rest, id) => taken(rest, id!), state);
  }

  return {
    library,
    journal: (entries, record) => writes.timed(() => journal.append(entries, record)),
    restore(initial) {
      const restored = journal.restore(initial);
      unread = restored.unread;
      hidden.keep(restored.state.hidden);
      return { ...restored, state: withoutLost(restored.state) };
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
      for (const creature of interrupted) {
        await pictures.remove(creature);
        eraseRows(db, creature);
      }
    },
    follow(stage) {
      raise = (code, where) => stage.tell({ type: 'fault/raised', code, where });
      clear = (code, where) => stage.tell({ type: 'fault/cleared', code, where });
      if (repaired) raise('archive-damaged', repaired.slice(0, 190));
      for (const creature of interrupted.splice(0)) {
        afterErasure(creature);
        stage.tell({ type: 'profile/erased', creature });
      }
      if (unread > 0) raise('journal-unread', `${unread} lines`);
      const unfollow = stage.onEvent((entry, state) => journal.snapshot(entry.revision, state));
      const unhide = keepHidden(stage);
      isExpected = (creature) => disk.isSpared(creature, stage);
      let cared: Promise<void> = Promise.resolve();
      const unclock = every(CHECK_MS, () => {
        const erasing = eraseExpired(stage).catch(() => raise('archive-failed', 'retention'));
        backingUp = backUp();
        cared = disk.care(stage);
        return Promise.all([erasing, backingUp, cared]);
      });
      return {
        name: 'archive',
        health: () => {
          const open = stage.state().faults.some((fault) => fault.code === 'archive-failed');
          const detail = open
            ? 'The last birth or erasure could not be kept.'
            : 'Every announced creature is kept.';
          const { births } = stage.state();
          const { revision } = stage;
          const slowestWriteMs = Math.round(writes.ms());
          return { ok: !open, detail, figures: { births, revision, slowestWriteMs, ...disk.figures() } };
        },
        async stop() {
          unclock();
          disk.stop();
          await Promise.all([backingUp, cared]);
          unfollow();
          unhide();
          db.pragma('wal_checkpoint(TRUNCATE)');
          db.close();
        },
      };
    },
  };
}

function onTheClock(ms: number, job: () => Promise<unknown>): () => void {
  const timer = setInterval(() => void job(), ms);
  return () => clearInterval(timer);
}
