import type { State } from '../show/state.ts';
import { type Db, inTransaction } from './db.ts';
import type { ProfileRow } from './rows.ts';

/**
 * Takes a creature's name out of the journal's lines after one: an approval, and every time a memorial brought them
 * back, names the visitor once more. The first condition is that of the index of the lines of profiles.
 */
export const FORGET_NAMES = `UPDATE journal SET event = json_set(event, '$.name', '')
  WHERE event LIKE '{"type":"profile/%' AND +revision > ?
  AND (event LIKE '{"type":"profile/approved"%' OR event LIKE '{"type":"profile/recalled"%')
  AND json_extract(event, '$.creature') = ?`;

/**
 * Takes out of the database everything that came from a visitor: profile, genome, recipe, and the name in the journal
 * and in snapshots. What stays is a creature without a name in the lineage. False where there is no such profile.
 */
export function eraseRows(db: Db, creature: number): boolean {
  const profile = db.prepare('SELECT * FROM profiles WHERE creature = ?').get(creature) as
    | ProfileRow
    | undefined;
  if (!profile) return false;
  inTransaction(db, () => {
    const nameless = { type: 'profile/born', visit: '', creature, name: '' };
    db.prepare('UPDATE journal SET event = ? WHERE revision = ?').run(
      JSON.stringify(nameless),
      profile.revision,
    );
    db.prepare(FORGET_NAMES).run(profile.revision, creature);
    db.prepare('UPDATE creatures SET genome = NULL, recipe = NULL, noise_seed = 0 WHERE id = ?').run(
      creature,
    );
    db.prepare('DELETE FROM profiles WHERE creature = ?').run(creature);
    const snapshots = db.prepare('SELECT revision, state FROM snapshots').all() as {
      revision: number;
      state: string;
    }[];
    for (const { revision, state } of snapshots) {
      const cleaned = withoutName(state, creature);
      db.prepare('UPDATE snapshots SET state = ? WHERE revision = ?').run(cleaned, revision);
    }
  });
  // The write-ahead log still holds the old pages until it is emptied.
  db.pragma('wal_checkpoint(TRUNCATE)');
  return true;
}

/** A snapshot without the name of a creature. */
export function withoutName(text: string, creature: number): string {
  try {
    const state = JSON.parse(text) as State;
    const specimen = state.specimens[creature];
    if (specimen) state.specimens[creature] = { ...specimen, name: null };
    return JSON.stringify(state);
  } catch {
    // A snapshot that cannot be read could hide a name: it goes, the journal gives the state again.
    return '';
  }
}
