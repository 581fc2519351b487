import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import type { Recipe } from '../show/breeding.ts';
import { parseEvent } from '../show/events.ts';
import type { Genome } from '../show/genome.ts';
import type { Entry } from '../show/stage.ts';
import { type CreatureRow, toAncestor } from './rows.ts';

/** One fact of an evening; a birth with how it was bred and, where the archive still has it, what it became. */
export interface ScoreEntry extends Omit<Entry, 'by'> {
  recipe: Recipe | null;
  genome: Genome | null;
}

interface Line {
  revision: number;
  at: number;
  event: string;
}

/**
 * The journal of a data folder, an archive.db or an exported .ndjson, in order. The archive may be in use. Throws
 * with the path where there is none; a line that cannot be read is an error that names it.
 */
export function* readScore(path: string): Generator<ScoreEntry> {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'archive.db') : path;
  if (!existsSync(file))
    throw new Error(`${file} does not exist; name a data folder, an archive.db or a .ndjson file`);
  yield* file.endsWith('.ndjson') ? fromLines(file) : fromDatabase(file);
}

/** One line of an exported score; genomes stay in the archive, they can be bred again. */
export function scoreLine({ revision, at, event, recipe }: ScoreEntry): string {
  return JSON.stringify(recipe ? { revision, at, event, recipe } : { revision, at, event });
}

function* fromLines(file: string): Generator<ScoreEntry> {
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const [i, text] of lines.entries()) {
    if (text === '') continue;
    try {
      const { revision, at, event, recipe } = JSON.parse(text);
      yield { revision, at, event: parseEvent(event), recipe: recipe ?? null, genome: null };
    } catch (error) {
      throw new Error(`${file}, line ${i + 1}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function* fromDatabase(file: string): Generator<ScoreEntry> {
  const db = new Database(file, { readonly: true });
  try {
    const creature = db.prepare('SELECT * FROM creatures WHERE id = ?');
    const lines = db.prepare('SELECT revision, at, event FROM journal ORDER BY revision');
    for (const line of lines.iterate() as Iterable<Line>) {
      const event = parseEvent(JSON.parse(line.event));
      const row =
        event.type === 'creature/born'
          ? (creature.get(event.creature) as CreatureRow | undefined)
          : undefined;
      const recipe = row?.recipe ? (JSON.parse(row.recipe) as Recipe) : null;
      const genome = row ? (toAncestor(row, false)?.genome ?? null) : null;
      yield { revision: line.revision, at: line.at, event, recipe, genome };
    }
  } finally {
    db.close();
  }
}
