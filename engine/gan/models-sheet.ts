import sharp, { type OverlayOptions } from 'sharp';
import type { Generator } from './port.ts';
import { COLUMNS, sheetRows } from './sheet-rows.ts';

const CELL = 160;
const GAP = 2;
const PSI = 0.8;
const BACKGROUND = { r: 16, g: 16, b: 16 };

/** Draws a contact sheet of the generator as a PNG; the titles of its rows from the top. Same seed, same sheet. */
export async function drawSheet(generator: Generator, file: string, seed: number): Promise<string[]> {
  const rows = await sheetRows(generator, seed);
  const tiles: OverlayOptions[] = [];
  for (const [y, row] of rows.entries())
    for (const [x, cell] of row.cells.entries()) {
      if (!cell) continue;
      const { width, height, data } = await generator.render(cell.genome, cell.mix, PSI, 'birth');
      const input = await sharp(data, { raw: { width, height, channels: 3 } })
        .resize(CELL, CELL)
        .raw()
        .toBuffer();
      const raw = { width: CELL, height: CELL, channels: 3 } as const;
      tiles.push({ input, raw, left: x * (CELL + GAP), top: y * (CELL + GAP) });
    }
  const size = (count: number) => count * (CELL + GAP) - GAP;
  const sheet = {
    width: size(COLUMNS),
    height: size(rows.length),
    channels: 3 as const,
    background: BACKGROUND,
  };
  await sharp({ create: sheet }).composite(tiles).png().toFile(file);
  return rows.map((row, i) => `${String(i + 1).padStart(2)}  ${row.title || '   "'}`);
}
