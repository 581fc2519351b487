import Database from 'libsql';
import { type Db, inTransaction } from './db.ts';
import { withoutName } from './erasure.ts';
import { CREATURE_COLUMNS, PROFILE_COLUMNS } from './rows.ts';

/** What was brought over, and how many lines in between are lost. */
export interface Salvaged {
  lines: number;
  creatures: number;
  profiles: number;
  lost: number;
}

interface Line {
  revision: number;
  at: number;
  event: string;
}

type Row = Record<string, unknown>;

const AT_ONCE = 500;
/** So many numbers without a readable line are the end; one damaged page holds fewer. */
const END = 20_000;

/**
 * Brings to `db` what can still be read of a damaged file and `db` does not know: creatures, profiles, the journal,
 * the newest snapshot. Whoever was erased comes without name, picture or genome.
 */
export function salvage(damaged: string, db: Db, erased: readonly number[]): Salvaged {
  const found: Salvaged = { lines: 0, creatures: 0, profiles: 0, lost: 0 };
  const gone = new Set(erased);
  let from: Db;
  try {
    from = new Database(damaged, { readonly: true, fileMustExist: true });
  } catch {
    return found;
  }
  try {
    inTransaction(db, () => {
      const ids = new Set<number>();
      const keep = db.prepare('INSERT OR IGNORE INTO journal (revision, at, event) VALUES (?, ?, ?)');
      for (const line of linesOf(from, lastOf(db), found)) {
        const event = readEvent(line.event);
        if (!event) continue;
        if (typeof event.creature === 'number') ids.add(event.creature);
        keep.run(line.revision, line.at, nameless(event, gone));
        found.lines += 1;
      }
      for (const id of creaturesOf(from)) ids.add(id);
      for (const id of ids) bring(from, db, id, gone.has(id), found);
      bringRest(from, db, erased);
    });
  } finally {
    from.close();
  }
  return found;
}

function lastOf(db: Db): number {
  return (db.prepare('SELECT max(revision) AS last FROM journal').get() as { last: number | null }).last ?? 0;
}

/** The readable lines after `last`, in order; where a stretch cannot be read, one by one. Counts the gaps. */
function* linesOf(from: Db, last: number, found: Salvaged): Generator<Line> {
  const many = 'SELECT revision, at, event FROM journal WHERE revision > ? ORDER BY revision LIMIT ?';
  const one = 'SELECT revision, at, event FROM journal WHERE revision = ?';
  for (let known = last, at = last; at - known < END; ) {
    const stretch = tried<Line>(from, many, at, AT_ONCE);
    const singles = () =>
      Array.from({ length: AT_ONCE }, (_, i) => tried<Line>(from, one, at + i + 1)?.[0] ?? []).flat();
    if (stretch?.length === 0) return;
    for (const line of stretch ?? singles()) {
      found.lost += line.revision - known - 1;
      known = line.revision;
      yield line;
    }
    at = stretch ? known : at + AT_ONCE;
  }
}

/** Every creature whose number can still be found, by table or index, from either end. */
function creaturesOf(from: Db): number[] {
  const ways = [
    'SELECT id FROM creatures ORDER BY id',
    'SELECT id FROM creatures ORDER BY number',
    'SELECT creature AS id FROM profiles ORDER BY creature',
    'SELECT creature AS id FROM profiles ORDER BY code_hash',
  ];
  return ways.flatMap((way) => [...readable(from, way), ...readable(from, `${way} DESC`)]);
}

function* readable(from: Db, query: string): Generator<number> {
  try {
    for (const { id } of from.prepare(query).iterate() as Iterable<{ id: number }>) yield id;
  } catch {
    // Up to the damage.
  }
}

function bring(from: Db, db: Db, id: number, erased: boolean, found: Salvaged): void {
  const known = (table: string, key: string) =>
    db.prepare(`SELECT 1 FROM ${table} WHERE ${key} = ?`).get(id) !== undefined;
  if (!known('creatures', 'id')) {
    const row = tried<Row>(from, `SELECT ${CREATURE_COLUMNS} FROM creatures WHERE id = ?`, id)?.[0];
    if (!row) return;
    put(
      db,
      'creatures',
      CREATURE_COLUMNS,
      erased ? { ...row, genome: null, recipe: null, noise_seed: 0 } : row,
    );
    found.creatures += 1;
  }
  if (erased || known('profiles', 'creature') || !known('creatures', 'id')) return;
  const profile = tried<Row>(from, `SELECT ${PROFILE_COLUMNS} FROM profiles WHERE creature = ?`, id)?.[0];
  if (!profile) return;
  put(db, 'profiles', PROFILE_COLUMNS, profile);
  found.profiles += 1;
}

/** The newest snapshot makes lost lines before it matter less; the show's seed belongs to every creature. */
function bringRest(from: Db, db: Db, erased: readonly number[]): void {
  const newest = 'SELECT revision, state FROM snapshots ORDER BY revision DESC LIMIT 1';
  const snapshot = tried<{ revision: number; state: string }>(from, newest)?.[0];
  const state = snapshot && erased.reduce(withoutName, snapshot.state);
  if (state) put(db, 'snapshots', 'revision, state', { revision: snapshot.revision, state });
  for (const row of tried<Row>(from, 'SELECT creature FROM hidden') ?? []) put(db, 'hidden', 'creature', row);
  for (const row of tried<Row>(from, 'SELECT key, value FROM meta') ?? []) put(db, 'meta', 'key, value', row);
}

function put(db: Db, table: string, columns: string, row: Row): void {
  const names = columns.split(', ');
  const marks = names.map(() => '?').join(', ');
  const values = names.map((name) => bindable(row[name]));
  db.prepare(`INSERT OR IGNORE INTO ${table} (${columns}) VALUES (${marks})`).run(...values);
}

/** The driver gives blobs in a form that it does not take. */
function bindable(value: unknown): unknown {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer ? Buffer.from(value as Uint8Array) : value;
}

/** What a query gives; null where the damage does not let it. */
function tried<T>(from: Db, query: string, ...values: number[]): T[] | null {
  try {
    return from.prepare(query).all(...values) as T[];
  } catch {
    return null;
  }
}

function readEvent(text: string): Row | null {
  try {
    const event: unknown = JSON.parse(text);
    return typeof event === 'object' ? (event as Row) : null;
  } catch {
    return null;
  }
}

function nameless(event: Row, gone: ReadonlySet<number>): string {
  if (!('name' in event) || !gone.has(event.creature as number)) return JSON.stringify(event);
  return JSON.stringify({ ...event, ...('visit' in event ? { visit: '' } : {}), name: '' });
}
