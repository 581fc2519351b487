import type { Kin } from '../show/ports.ts';
import type { Db } from './db.ts';
import { type KinRow, MAY_BE_SEEN, type ProfileRow, toKin } from './rows.ts';

const MAX_DEPTH = 12;
const MAX_KIN = 300;
const MAX_CHILDREN = 100;
/** Without genomes: a creature that hung for hours has children by the hundred. */
const COLUMNS = 'id, parent_a, parent_b, generation';

export interface Lineage {
  /** The parents, their parents and so on up to `depth` generations, nearest first; depths are negative. */
  above(id: number, depth: number): Kin[];
  /** The same for its children. */
  below(id: number, depth: number): Kin[];
}

/** The kin of creatures in `db`, 300 of them at most, with the names of visitors who may be seen. */
export function openLineage(db: Db): Lineage {
  const rowOf = db.prepare(`SELECT ${COLUMNS} FROM creatures WHERE id = ?`);
  // The indexes leave out 0, and are used only where the query says so too.
  const childrenOf = db.prepare(
    `SELECT ${COLUMNS} FROM creatures WHERE parent_a = ? AND parent_a != 0
     UNION SELECT ${COLUMNS} FROM creatures WHERE parent_b = ? AND parent_b != 0 LIMIT ${MAX_CHILDREN}`,
  );
  // One question for all: asked one by one, names take longer than the walk.
  const namesOf = db.prepare(
    `SELECT creature, name FROM profiles WHERE creature IN (SELECT value FROM json_each(?)) AND ${MAY_BE_SEEN}`,
  );

  function parents({ parent_a, parent_b }: KinRow): KinRow[] {
    return [parent_a, parent_b].flatMap((id) => (id === 0 ? [] : ((rowOf.get(id) as KinRow) ?? [])));
  }

  function children({ id }: KinRow): KinRow[] {
    return childrenOf.all(id, id) as KinRow[];
  }

  /** Breadth first, each creature once; nobody is asked for kin that would be too many. */
  function walk(id: number, depth: number, step: 1 | -1, next: (row: KinRow) => KinRow[]): Kin[] {
    const from = rowOf.get(id) as KinRow | undefined;
    const seen = new Set([id]);
    const found: { row: KinRow; depth: number }[] = [];
    let front = from ? [from] : [];
    const levels = Math.min(MAX_DEPTH, Math.floor(depth));
    for (let level = 1; level <= levels && front.length > 0; level++) {
      const reached: KinRow[] = [];
      for (const one of front)
        for (const row of next(one)) {
          if (seen.has(row.id)) continue;
          if (found.length >= MAX_KIN) return named(found);
          seen.add(row.id);
          reached.push(row);
          found.push({ row, depth: level * step });
        }
      front = reached;
    }
    return named(found);
  }

  function named(found: readonly { row: KinRow; depth: number }[]): Kin[] {
    const rows = namesOf.all(JSON.stringify(found.map(({ row }) => row.id))) as Pick<
      ProfileRow,
      'creature' | 'name'
    >[];
    const names = new Map(rows.map(({ creature, name }) => [creature, name]));
    return found.map(({ row, depth }) => toKin(row, depth, names.get(row.id) ?? null));
  }

  return {
    above: (id, depth) => walk(id, depth, -1, parents),
    below: (id, depth) => walk(id, depth, 1, children),
  };
}
