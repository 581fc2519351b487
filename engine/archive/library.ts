import { type Ancestor, type Library, MAX_VISITORS } from '../show/ports.ts';
import type { Picture } from '../show/record.ts';
import type { Db } from './db.ts';
import { eraseRows } from './erasure.ts';
import { openLineage } from './lineage.ts';
import type { PictureFiles } from './pictures.ts';
import {
  type CreatureRow,
  hashOf,
  MAY_BE_SEEN,
  type ProfileRow,
  toAncestor,
  toView,
  toVisitor,
  type VisitorRow,
} from './rows.ts';

export type Rerender = (ancestor: Ancestor) => Promise<Picture>;

export interface LibraryParts {
  db: Db;
  pictures: PictureFiles;
  /** Draws a creature again whose picture is gone. */
  rerender: Rerender;
  /** Whether a picture should be there; one that was let go of is drawn again without a word. */
  isExpected: (creature: number) => boolean;
  onMissing: (creature: number) => void;
  /** It is drawn again, or not wanted any more. */
  onSettled: (creature: number) => void;
  /** Called before a visitor is erased, and must be durable when it returns; what it throws stops the erasure. */
  beforeErasure: (creature: number) => void;
  /** Takes the visitor out of every copy. */
  afterErasure: (creature: number) => void;
}

/** The archive as the other rooms see it. */
export function openLibrary({
  db,
  pictures,
  rerender,
  isExpected,
  onMissing,
  onSettled,
  beforeErasure,
  afterErasure,
}: LibraryParts): Library {
  const creatureById = db.prepare('SELECT * FROM creatures WHERE id = ?');
  const profileById = db.prepare('SELECT * FROM profiles WHERE creature = ?');
  const profileByHash = db.prepare('SELECT * FROM profiles WHERE code_hash = ?');
  const profiles = db.prepare('SELECT * FROM profiles');
  const hangingFrom = db.prepare(
    `SELECT creatures.*, profiles.name FROM profiles JOIN creatures ON creatures.id = profiles.creature
     WHERE profiles.creature >= ? AND ${MAY_BE_SEEN} ORDER BY profiles.creature LIMIT ?`,
  );
  const hiddenById = db.prepare('SELECT 1 FROM hidden WHERE creature = ?');
  const rowOf = (id: number) => creatureById.get(id) as CreatureRow | undefined;
  const profileOf = (id: number) => profileById.get(id) as ProfileRow | undefined;
  const isHidden = (id: number) => hiddenById.get(id) !== undefined;
  const consents = (profile: ProfileRow | undefined) => !profile || JSON.parse(profile.consent).wall === true;
  const mayBeSeen = (id: number) => consents(profileOf(id)) && !isHidden(id);
  const isShown = (id: number) => rowOf(id) !== undefined && mayBeSeen(id);

  function ancestor(id: number): Ancestor | null {
    const row = rowOf(id);
    return row ? toAncestor(row, profileOf(id) !== undefined) : null;
  }

  const kin = openLineage(db);

  async function eraseCreature(creature: number): Promise<boolean> {
    if (!profileOf(creature)) return false;
    beforeErasure(creature);
    await pictures.remove(creature);
    const erased = eraseRows(db, creature);
    afterErasure(creature);
    return erased;
  }

  return {
    creature(id) {
      const row = rowOf(id);
      const profile = profileOf(id);
      return row && mayBeSeen(id) ? toView(row, profile ?? null) : null;
    },
    ancestors: (id, depth) => (isShown(id) ? kin.above(id, depth) : null),
    lineage: (id, depth) => (isShown(id) ? [...kin.above(id, depth), ...kin.below(id, depth)] : null),
    ancestor,
    async picture(id, size) {
      const known = ancestor(id);
      if (!known) return null;
      const kept = await pictures.read(id, size);
      if (kept) return kept;
      const missed = isExpected(id);
      if (missed) onMissing(id);
      // A portrait cannot be drawn from the genome alone; its nearest likeness can.
      const again = await rerender(known);
      // Its visitor may have been erased while it was drawn or written.
      if (ancestor(id)) await pictures.keep(id, again);
      if (!ancestor(id)) await pictures.remove(id);
      if (missed) onSettled(id);
      return pictures.read(id, size);
    },
    keepPicture: pictures.keep,
    dropPicture: pictures.remove,
    profile(code) {
      const profile = profileByHash.get(hashOf(code)) as ProfileRow | undefined;
      const row = profile && rowOf(profile.creature);
      return row ? { ...toView(row, profile), code, consent: JSON.parse(profile.consent) } : null;
    },
    async erase(code) {
      const profile = profileByHash.get(hashOf(code)) as ProfileRow | undefined;
      return profile && (await eraseCreature(profile.creature)) ? profile.creature : null;
    },
    eraseCreature,
    visitorsFrom(from) {
      const after = hangingFrom.all(from, MAX_VISITORS) as VisitorRow[];
      const rest = MAX_VISITORS - after.length;
      const before = (rest > 0 ? hangingFrom.all(0, rest) : []) as VisitorRow[];
      return [...after, ...before.filter(({ id }) => id < from)].map(toVisitor);
    },
    unkept: () =>
      (profiles.all() as ProfileRow[])
        .filter((row) => !JSON.parse(row.consent).keep)
        .map((row) => row.creature),
  };
}
