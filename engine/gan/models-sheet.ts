import type { Picture } from '../show/record.ts';
import { contactSheet } from './contact-sheet.ts';
import type { Generator } from './port.ts';
import { sheetRows } from './sheet-rows.ts';

const CELL = 160;
const PSI = 0.8;

/** Draws a contact sheet of the generator; the titles of its rows from the top. Same seed, same sheet. */
export async function drawSheet(generator: Generator, file: string, seed: number): Promise<string[]> {
  const rows = await sheetRows(generator, seed);
  const drawn: (Picture | null)[][] = [];
  for (const { cells } of rows) {
    const row: (Picture | null)[] = [];
    for (const cell of cells) row.push(cell && (await generator.render(cell.genome, cell.mix, PSI, 'birth')));
    drawn.push(row);
  }
  await contactSheet(drawn, CELL, file);
  return rows.map((row, i) => `${String(i + 1).padStart(2)}  ${row.title || '   "'}`);
}
