import { type Genome, KINGDOMS, type Kingdoms, signature } from '../show/genome.ts';
import type { Attribute } from '../show/record.ts';
import { type AttributeRow, attributeTable, type NumberRow } from './attributes-table.ts';

/** How much a kingdom's share weighs against the trait. */
const KINGDOM_WEIGHT = 0.45;

export interface Plate {
  genome: Genome;
  mix: Kingdoms;
  /** Mean w (wDim values) of such creatures; traits are how a genome stands out from it. */
  average: Float32Array;
  mate: { creature: number; generation: number };
  /** Profiles of earlier visitors among the ancestors. */
  visitorsBefore: number;
}

/** The fictional attributes and the ancestry: functions of the genome and its lineage, the same for ever. */
export function fictionalAttributes(plate: Plate): Attribute[] {
  const traits = traitsOf(plate.genome.w, plate.average);
  const rows = attributeTable.map((row) =>
    line(row.name, row.unit, read(row, traits[row.trait % traits.length]!, plate.mix)),
  );
  return [...rows, line('ancestry', '', ancestry(plate))];
}

/** 24 numbers in 0..1, evenly spread among creatures whatever the generator's scale. */
export function traitsOf(w: Float32Array, average: Float32Array): number[] {
  const apart = w.map((value, i) => value - average[i % average.length]!);
  const short = signature(apart);
  const size = Math.sqrt(short.reduce((sum, value) => sum + value * value, 0) / short.length);
  return Array.from(short, (value) => (size > 0 ? normalShare(value / size) : 0.5));
}

function read(row: AttributeRow, trait: number, mix: Kingdoms): string {
  const share = row.kingdom ? mix[KINGDOMS.indexOf(row.kingdom)]! : null;
  const level = share === null ? trait : trait * (1 - KINGDOM_WEIGHT) + share * KINGDOM_WEIGHT;
  if ('words' in row) return row.words[Math.min(row.words.length - 1, Math.floor(level * row.words.length))]!;
  return scaled(row, level).toFixed(row.decimals);
}

function scaled(row: NumberRow, level: number): number {
  if (row.scale === 'linear') return row.min + (row.max - row.min) * level;
  return row.min * (row.max / row.min) ** level;
}

/** In place of an origin that must not be read from a face: what the hybrid itself descends from. No names. */
function ancestry({ mix, mate, visitorsBefore }: Plate): string {
  const shares = KINGDOMS.map((kingdom, i) => `${Math.round(mix[i]! * 100)} % ${kingdom}`).join(', ');
  const before =
    visitorsBefore === 0 ? '' : `, ${visitorsBefore} earlier visitor${visitorsBefore === 1 ? '' : 's'}`;
  return `${shares}; out of No. ${mate.creature}, generation ${mate.generation}${before}`;
}

function line(name: string, unit: string, value: string): Attribute {
  return { name, value, unit, guess: false, confidence: null };
}

/** Share of a normal distribution below `z` (logistic approximation, error < 0.01). */
function normalShare(z: number): number {
  return 1 / (1 + Math.exp(-1.702 * z));
}
