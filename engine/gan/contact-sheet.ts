import sharp, { type OverlayOptions } from 'sharp';
import type { Picture } from '../show/record.ts';

const GAP = 2;
const BACKGROUND = { r: 16, g: 16, b: 16 };

/** Writes rows of square pictures (null = left empty) as one image, each `cell` pixels; the ending chooses the format. */
export async function contactSheet(
  rows: readonly (readonly (Picture | null)[])[],
  cell: number,
  file: string,
): Promise<void> {
  const tiles: OverlayOptions[] = [];
  for (const [y, row] of rows.entries())
    for (const [x, picture] of row.entries()) {
      if (!picture) continue;
      const { width, height, data } = picture;
      const input = await sharp(data, { raw: { width, height, channels: 3 } })
        .resize(cell, cell)
        .raw()
        .toBuffer();
      const raw = { width: cell, height: cell, channels: 3 } as const;
      tiles.push({ input, raw, left: x * (cell + GAP), top: y * (cell + GAP) });
    }
  const side = (count: number) => count * (cell + GAP) - GAP;
  const size = { width: side(Math.max(...rows.map((row) => row.length))), height: side(rows.length) };
  await sharp({ create: { ...size, channels: 3, background: BACKGROUND } })
    .composite(tiles)
    .toFile(file);
}
