import { blendKingdoms, type Genome, type Kingdoms, slerp, styleMix, uniform } from '../show/genome.ts';
import { gaussians, seeded } from '../show/random.ts';
import type { Generator } from './port.ts';

/** One cell of a contact sheet. */
export interface Cell {
  genome: Genome;
  mix: Kingdoms;
}

export interface SheetRow {
  title: string;
  /** null = left empty. */
  cells: (Cell | null)[];
}

export const COLUMNS = 8;
const PURE: readonly Kingdoms[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** The rows of a contact sheet: strangers, each kingdom, the in-between, a style-mixing matrix, a latent walk. */
export async function sheetRows(generator: Generator, seed: number): Promise<SheetRow[]> {
  const { layers, zDim, name } = generator.model;
  const random = seeded(seed);
  const draw = async (mix: Kingdoms): Promise<Cell> => {
    const w = await generator.map(gaussians(random, zDim), mix, 'birth');
    return { genome: uniform(w, layers, 1, name), mix };
  };
  const row = async (title: string, mixes: readonly Kingdoms[]): Promise<SheetRow> => {
    const cells: Cell[] = [];
    for (const mix of mixes) cells.push(await draw(mix));
    return { title, cells };
  };
  const between = (a: number, b: number) => blendKingdoms(PURE[a]!, PURE[b]!, 0.5);
  const cycle = (mixes: readonly Kingdoms[]) =>
    Array.from({ length: COLUMNS }, (_, i) => mixes[i % mixes.length]!);
  const rows = [
    await row('strangers', cycle(PURE)),
    await row('human', cycle([PURE[0]!])),
    await row('machine', cycle([PURE[1]!])),
    await row('cell', cycle([PURE[2]!])),
    await row(
      'in between: human/machine, machine/cell, cell/human',
      cycle([between(0, 1), between(1, 2), between(2, 0)]),
    ),
  ];
  const fine = (await row('fine layers', cycle(PURE))).cells.slice(1);
  const coarse = (await row('coarse layers', PURE)).cells;
  rows.push({ title: 'style mixing: fine layers from above, coarse from the left', cells: [null, ...fine] });
  for (const cell of coarse)
    rows.push({ title: '', cells: [cell, ...fine.map((one) => mixed(cell!, one!))] });
  rows.push({ title: 'latent walk', cells: walk(coarse[0]!, coarse[1]!, generator) });
  return rows;
}

function mixed(coarse: Cell, fine: Cell): Cell {
  const { layers, wDim } = coarse.genome;
  const w = styleMix(coarse.genome.w, fine.genome.w, Math.round(layers / 2), wDim);
  return { genome: { ...coarse.genome, w }, mix: blendKingdoms(coarse.mix, fine.mix, 0.5) };
}

function walk(from: Cell, to: Cell, generator: Generator): Cell[] {
  return Array.from({ length: COLUMNS }, (_, i) => {
    const share = i / (COLUMNS - 1);
    const mix = blendKingdoms(from.mix, to.mix, share);
    const target = to.genome.w.subarray(0, to.genome.wDim);
    const w = slerp(from.genome.w, target, generator.average(mix), share);
    return { genome: { ...from.genome, w }, mix };
  });
}
