/** One of COLUMNS x ROWS pictures that together make the wall; column and row count from 0 at the top left. */
export interface Part {
  columns: number;
  rows: number;
  column: number;
  row: number;
}

/** Projectors along one side of a wall. */
export const MAX_ALONG = 8;
export const WHOLE: Part = { columns: 1, rows: 1, column: 0, row: 0 };

/** Reads `COLSxROWS@C,R`, for example `2x1@1,0`; null where it names no part. */
export function parsePart(text: string): Part | null {
  const found = /^(\d{1,2})x(\d{1,2})@(\d{1,2}),(\d{1,2})$/.exec(text);
  if (!found) return null;
  const [columns, rows, column, row] = found.slice(1).map(Number) as [number, number, number, number];
  if (columns < 1 || rows < 1 || columns > MAX_ALONG || rows > MAX_ALONG) return null;
  return column < columns && row < rows ? { columns, rows, column, row } : null;
}

/** The name under which a part is addressed and kept; parsePart reads it. */
export function partName({ columns, rows, column, row }: Part): string {
  return `${columns}x${rows}@${column},${row}`;
}

/** Every part of a wall of `columns` x `rows`, row by row from the top left. */
export function partsOf(columns: number, rows: number): Part[] {
  return Array.from({ length: columns * rows }, (_, i) => ({
    columns,
    rows,
    column: i % columns,
    row: Math.floor(i / columns),
  }));
}
