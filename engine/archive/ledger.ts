import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flush } from './swap.ts';

const FINISHED = 'finished';
const ERASED = 'erased.log';
const HIDDEN = 'hidden.log';

/**
 * Writes down that a creature's visitor is being erased, so that a kill does not stop it and no copy brings them
 * back. A number is all that is written; it stands for nobody.
 */
export function noteErased(folder: string, creature: number): void {
  note(folder, ERASED, [creature]);
}

/** Writes down that nothing of them is left, in the copies neither. */
export function noteFinished(folder: string, creature: number): void {
  appendFileSync(join(folder, ERASED), `${FINISHED} ${creature}\n`);
}

/** Everyone ever erased. */
export function readErased(folder: string): number[] {
  return numbers(lines(folder, ERASED));
}

/** Whose erasure was interrupted. */
export function readUnfinished(folder: string): number[] {
  const all = lines(folder, ERASED);
  const ended = all.filter((line) => line.startsWith(FINISHED));
  const finished = new Set(numbers(ended.map((line) => line.slice(FINISHED.length))));
  return [...new Set(numbers(all))].filter((creature) => !finished.has(creature));
}

/** Writes down that these creatures are never shown again, so that no copy of an earlier day brings them back. */
export function noteHidden(folder: string, creatures: readonly number[]): void {
  note(folder, HIDDEN, creatures);
}

/** Every creature ever hidden. */
export function readHidden(folder: string): number[] {
  return numbers(lines(folder, HIDDEN));
}

function note(folder: string, name: string, creatures: readonly number[]): void {
  const file = join(folder, name);
  appendFileSync(file, creatures.map((creature) => `${creature}\n`).join(''));
  flush(file);
}

function lines(folder: string, name: string): string[] {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
}

function numbers(texts: readonly string[]): number[] {
  return texts.map(Number).filter((creature) => Number.isInteger(creature) && creature > 0);
}
