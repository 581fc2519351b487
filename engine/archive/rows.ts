import { createHash } from 'node:crypto';
import { packHalf, unpackHalf } from '../show/half.ts';
import type { Ancestor, CreatureView, Kin, Visitor } from '../show/ports.ts';
import type { CreatureRecord, ProfileRecord } from '../show/record.ts';

/** One creature as the database holds it. */
export interface CreatureRow {
  id: number;
  number: number;
  slot: number;
  parent_a: number;
  parent_b: number;
  generation: number;
  human: number;
  machine: number;
  cell: number;
  psi: number;
  born_at: number;
  model: string;
  layers: number;
  w_dim: number;
  noise_seed: number;
  genome: Buffer | null;
  recipe: string | null;
}

/** Which profiles others may see: their visitors agreed, and the desk has not hidden them. */
export const MAY_BE_SEEN = `json_extract(profiles.consent, '$.wall')
  AND profiles.creature NOT IN (SELECT creature FROM hidden)`;

export interface ProfileRow {
  creature: number;
  visit: string;
  code_hash: string;
  name: string;
  mishmashed_with: number;
  attributes: string;
  consent: string;
  born_at: number;
  revision: number;
}

/** What the lineage is walked by. */
export type KinRow = Pick<CreatureRow, 'id' | 'parent_a' | 'parent_b' | 'generation'>;

export type VisitorRow = CreatureRow & Pick<ProfileRow, 'name'>;

/** Codes are kept as hashes: whoever reads the database cannot fetch or erase a profile with it. */
export function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

/** The values of a creature's row, in the order of CREATURE_COLUMNS. */
export function creatureValues(record: CreatureRecord): unknown[] {
  const { genome, mix, recipe } = record;
  const half = packHalf(genome.w);
  return [
    record.creature,
    record.number,
    record.slot,
    record.parentA,
    record.parentB,
    record.generation,
    ...mix,
    record.psi,
    record.bornAt,
    genome.model,
    genome.layers,
    genome.wDim,
    genome.noiseSeed,
    Buffer.from(half.buffer, half.byteOffset, half.byteLength),
    recipe && JSON.stringify(recipe),
  ];
}

export const CREATURE_COLUMNS =
  'id, number, slot, parent_a, parent_b, generation, human, machine, cell, psi, born_at, model, layers, w_dim, noise_seed, genome, recipe';

/** The values of a profile's row, in the order of PROFILE_COLUMNS. */
export function profileValues(record: CreatureRecord, profile: ProfileRecord, revision: number): unknown[] {
  return [
    record.creature,
    profile.visit,
    hashOf(profile.code),
    profile.name,
    profile.mishmashedWith,
    JSON.stringify(profile.attributes),
    JSON.stringify(profile.consent),
    record.bornAt,
    revision,
  ];
}

export const PROFILE_COLUMNS =
  'creature, visit, code_hash, name, mishmashed_with, attributes, consent, born_at, revision';

/** What breeding needs; null where the genome has been erased. */
export function toAncestor(row: CreatureRow, visitor: boolean): Ancestor | null {
  if (!row.genome) return null;
  const bytes = Uint8Array.from(row.genome);
  const w = unpackHalf(new Uint16Array(bytes.buffer));
  const { layers, w_dim: wDim, noise_seed: noiseSeed, model, generation, psi } = row;
  const genome = { layers, wDim, w, noiseSeed, model };
  return { genome, mix: [row.human, row.machine, row.cell], generation, psi, visitor };
}

export function toView(row: CreatureRow, profile: ProfileRow | null): CreatureView {
  return {
    id: row.id,
    seed: row.id,
    mix: { human: row.human, machine: row.machine, cell: row.cell },
    parents: parentsOf(row),
    generation: row.generation,
    bornAt: row.born_at,
    psi: row.psi,
    profile: profile && {
      name: profile.name,
      mishmashedWith: profile.mishmashed_with,
      attributes: JSON.parse(profile.attributes),
    },
  };
}

export function toVisitor({
  id,
  parent_a,
  parent_b,
  generation,
  human,
  machine,
  cell,
  name,
}: VisitorRow): Visitor {
  return {
    creature: id,
    parentA: parent_a,
    parentB: parent_b,
    generation,
    mix: [human, machine, cell],
    name,
  };
}

export function toKin(row: KinRow, depth: number, name: string | null): Kin {
  return { id: row.id, depth, parents: parentsOf(row), generation: row.generation, name };
}

function parentsOf(row: KinRow): number[] {
  return [row.parent_a, row.parent_b].filter((id) => id !== 0);
}
