import { type Genome, KINGDOMS, type Kingdoms, signature } from '../show/genome.ts';
import { PROPORTIONS, type Proportions } from '../show/landmarks.ts';
import type { Attribute } from '../show/record.ts';
import { type AttributeRow, attributeTable, type NumberRow } from './attributes-table.ts';

/** How much a kingdom's share and a proportion of the face weigh; the trait weighs the rest of 1. */
const KINGDOM_WEIGHT = 0.4;
const PROPORTION_WEIGHT = 0.3;
/** So many values are remarked upon: those furthest from the middle of their row. */
const REMARKS = 2;

/** Mean and standard deviation of each proportion over 27 faces: photographs, and portraits drawn by the project. */
const USUAL: Readonly<Record<keyof Proportions, { mean: number; deviation: number }>> = {
  eyes: { mean: 0.43, deviation: 0.036 },
  brow: { mean: 0.19, deviation: 0.013 },
  nose: { mean: 0.43, deviation: 0.037 },
  mouth: { mean: 0.36, deviation: 0.05 },
  lips: { mean: 0.13, deviation: 0.091 },
  jaw: { mean: 0.79, deviation: 0.021 },
  askew: { mean: 0.14, deviation: 0.103 },
};

export interface Plate {
  genome: Genome;
  mix: Kingdoms;
  /** Mean w (wDim values) of such creatures; traits are how a genome stands out from it. */
  average: Float32Array;
  /** How the visitor's face is built; null where none was seen or none may be looked at. */
  proportions: Proportions | null;
  mate: { creature: number; generation: number };
  /** Profiles of earlier visitors among the ancestors. */
  visitorsBefore: number;
}

/**
 * The fictional attributes and the ancestry: functions of genome, lineage and face, the same for ever. Nothing is
 * remarked about the rows of `leaveOut`.
 */
export function fictionalAttributes(plate: Plate, leaveOut: readonly string[] = []): Attribute[] {
  const traits = traitsOf(plate.genome.w, plate.average);
  const built = plate.proportions && spread(plate.proportions);
  const read = attributeTable.map((row) => {
    const level = levelOf(row, traits[row.trait % traits.length]!, plate.mix, built);
    return { row, level, attribute: line(row.name, row.unit, valueAt(row, level)) };
  });
  const extreme = read
    .filter(({ row }) => !('words' in row) && !leaveOut.includes(row.name))
    .sort((a, b) => Math.abs(b.level - 0.5) - Math.abs(a.level - 0.5))
    .slice(0, REMARKS);
  for (const { row, level, attribute } of extreme)
    if (!('words' in row)) attribute.remark = level < 0.5 ? row.low : row.high;
  return [...read.map(({ attribute }) => attribute), line('ancestry', '', ancestry(plate))];
}

/** 24 numbers in 0..1, evenly spread among creatures whatever the generator's scale. */
export function traitsOf(w: Float32Array, average: Float32Array): number[] {
  const apart = w.map((value, i) => value - average[i % average.length]!);
  const short = signature(apart);
  const size = Math.sqrt(short.reduce((sum, value) => sum + value * value, 0) / short.length);
  return Array.from(short, (value) => (size > 0 ? normalShare(value / size) : 0.5));
}

/** Each proportion as a level in 0..1, evenly spread among faces. */
function spread(proportions: Proportions): Proportions {
  const levels = PROPORTIONS.map((name) => {
    const { mean, deviation } = USUAL[name];
    return [name, normalShare((proportions[name] - mean) / deviation)];
  });
  return Object.fromEntries(levels) as Proportions;
}

function levelOf(row: AttributeRow, trait: number, mix: Kingdoms, built: Proportions | null): number {
  const share = row.kingdom ? mix[KINGDOMS.indexOf(row.kingdom)]! : null;
  const proportion = row.proportion && built ? built[row.proportion] : null;
  const pulls = [
    { to: share, weight: KINGDOM_WEIGHT },
    { to: proportion, weight: PROPORTION_WEIGHT },
  ];
  let level = 0;
  let rest = 1;
  for (const { to, weight } of pulls) {
    if (to === null) continue;
    level += to * weight;
    rest -= weight;
  }
  return level + trait * rest;
}

function valueAt(row: AttributeRow, level: number): string {
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
