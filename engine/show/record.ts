import type { Recipe } from './breeding.ts';
import type { Genome, Kingdoms } from './genome.ts';

/** Pixels as the generator gives them: height x width x 3 bytes, row by row, RGB. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Everything the archive keeps of one creature; its picture is a file of its own. */
export interface CreatureRecord {
  /** The seed: id, label and file name. */
  creature: number;
  /** Position in the order of births of this show, from 1. */
  number: number;
  slot: number;
  parentA: number;
  parentB: number;
  generation: number;
  mix: Kingdoms;
  psi: number;
  bornAt: number;
  genome: Genome;
  /** How it was bred; null for a profile, which nobody can breed again without the visitor. */
  recipe: Recipe | null;
  profile: ProfileRecord | null;
}

/** What a visitor leaves behind, and may take away again with the code. */
export interface ProfileRecord {
  visit: string;
  /** The secret with which the visitor fetches or erases the record. */
  code: string;
  name: string;
  /** The creature from the wall that the face was mishmashed with. */
  mishmashedWith: number;
  attributes: Attribute[];
  consent: Consent;
}

/** What consent is given for, in the order in which it is asked. */
export const PURPOSES = ['mix', 'wall', 'keep'] as const satisfies readonly (keyof Consent)[];

export interface Consent {
  mix: boolean;
  wall: boolean;
  keep: boolean;
}

/** What may be guessed of a person, and nothing else; the proportions only colour the fictional values. */
export const GUESSES = ['age', 'gender', 'expression', 'proportions'] as const;

/** One line on the type plate. `guess` = a machine's guess about the person; otherwise fictional. */
export interface Attribute {
  name: string;
  value: string;
  unit: string;
  guess: boolean;
  /** 0..1 where the value is a guess. */
  confidence: number | null;
  /** What the machine remarks about it, a sentence with {value} and {unit}; absent where it has nothing to say. */
  remark?: string;
}
