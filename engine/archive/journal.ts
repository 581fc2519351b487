import { scenesOf } from '../show/desk-told.ts';
import { parseEvent } from '../show/events.ts';
import type { CreatureRecord } from '../show/record.ts';
import { reduce } from '../show/reduce.ts';
import type { Entry } from '../show/stage.ts';
import type { State } from '../show/state.ts';
import { resized } from '../show/wall.ts';
import { type Db, inTransaction } from './db.ts';
import { ADD_HIDDEN } from './hidden.ts';
import { CREATURE_COLUMNS, creatureValues, PROFILE_COLUMNS, profileValues } from './rows.ts';

/** A snapshot of the state is written this often, so that a restart never reads a long journal. */
const SNAPSHOT_EVERY = 500;
const SNAPSHOTS_KEPT = 2;

export interface Restored {
  state: State;
  revision: number;
  /** Lines of the journal that could not be read. */
  unread: number;
}

export interface Journal {
  /** The stage's hook: facts and the record of a birth in one transaction. Throws where it cannot be written. */
  append(entries: readonly Entry[], record: CreatureRecord | null): void;
  /** Writes a snapshot where one is due. */
  snapshot(revision: number, state: State): void;
  /** The state as it was, with the configuration's part and everything passing taken from `initial`. */
  restore(initial: State): Restored;
}

export function openJournal(db: Db): Journal {
  const marks = (columns: string) => columns.replace(/\w+/g, '?');
  const addEntry = db.prepare('INSERT INTO journal (revision, at, event) VALUES (?, ?, ?)');
  const addCreature = db.prepare(
    `INSERT INTO creatures (${CREATURE_COLUMNS}) VALUES (${marks(CREATURE_COLUMNS)})`,
  );
  const addProfile = db.prepare(
    `INSERT INTO profiles (${PROFILE_COLUMNS}) VALUES (${marks(PROFILE_COLUMNS)})`,
  );
  const addHidden = db.prepare(ADD_HIDDEN);
  const addSnapshot = db.prepare('INSERT OR REPLACE INTO snapshots (revision, state) VALUES (?, ?)');
  const dropSnapshots = db.prepare(
    'DELETE FROM snapshots WHERE revision NOT IN (SELECT revision FROM snapshots ORDER BY revision DESC LIMIT ?)',
  );
  const lastSnapshot = db.prepare('SELECT revision, state FROM snapshots ORDER BY revision DESC');
  const tail = db.prepare('SELECT revision, at, event FROM journal WHERE revision > ? ORDER BY revision');
  // The first event writes one, so that the journal never stands on what the configuration says later.
  let snapshotAt = (lastSnapshot.get() as { revision: number } | undefined)?.revision ?? -SNAPSHOT_EVERY;

  return {
    append(entries, record) {
      inTransaction(db, () => {
        for (const { revision, at, event } of entries) {
          addEntry.run(revision, at, JSON.stringify(event));
          if (event.type === 'creature/hidden') addHidden.run(event.creature);
        }
        if (!record) return;
        addCreature.run(...creatureValues(record));
        const told = entries.find((entry) => entry.event.type === 'profile/born')?.revision ?? 0;
        if (record.profile) addProfile.run(...profileValues(record, record.profile, told));
      });
    },
    snapshot(revision, state) {
      if (revision - snapshotAt < SNAPSHOT_EVERY) return;
      inTransaction(db, () => {
        addSnapshot.run(revision, JSON.stringify(state));
        dropSnapshots.run(SNAPSHOTS_KEPT);
      });
      snapshotAt = revision;
    },
    restore(initial) {
      const from = firstReadable(lastSnapshot.all() as { revision: number; state: string }[]);
      let state = from ? upgraded(from.state, initial) : initial;
      let revision = from?.revision ?? 0;
      let unread = 0;
      for (const line of tail.iterate(revision) as Iterable<{
        revision: number;
        at: number;
        event: string;
      }>) {
        revision = line.revision;
        try {
          state = reduce(state, parseEvent(JSON.parse(line.event)), line.at);
        } catch {
          unread += 1;
        }
      }
      return { state: opened(state, initial), revision, unread };
    },
  };
}

function firstReadable(
  rows: { revision: number; state: string }[],
): { revision: number; state: State } | null {
  for (const row of rows) {
    try {
      return { revision: row.revision, state: JSON.parse(row.state) };
    } catch {
      // The one before it and a longer part of the journal give the same state.
    }
  }
  return null;
}

/** The state of a snapshot; what an older show knew nothing of is as in `initial`. */
function upgraded(was: State, initial: State): State {
  const params = { ...initial.params, ...was.params };
  const desk = { ...initial.desk, ...was.desk };
  return { ...initial, ...was, params, desk };
}

/**
 * What hangs and how it is played is restored; devices, faults and the configuration are today's. A visit that was
 * running is still named, for the visits to cancel.
 */
function opened(was: State, initial: State): State {
  const { wall, specimens, hidden, waiting, births, visits, visit, params, desk, blackout, freeze } = was;
  const sleep = { ...was.sleep, look: initial.sleep.look };
  // A test pattern is not for the next opening.
  const projections = Object.fromEntries(
    Object.entries(was.projections).map(([part, set]) => [part, { ...set, pattern: false }]),
  );
  const { kinds, config } = initial.calibration;
  const calibration = { ...was.calibration, kinds, config };
  // Nobody is learning any more.
  const button = { ...initial.button, learnt: was.button.learnt };
  const scenes = scenesOf(initial.scenes, was);
  const kept = {
    desk,
    scenes,
    specimens,
    hidden,
    waiting,
    births,
    visits,
    visit,
    params,
    blackout,
    freeze,
    sleep,
    projections,
    calibration,
    button,
  };
  return { ...initial, ...kept, wall: resized(wall, params.columns, initial.aspect) };
}
