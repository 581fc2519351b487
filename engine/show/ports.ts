import type { Genome, Kingdoms } from './genome.ts';
import type { Attribute, Consent, CreatureRecord, Picture } from './record.ts';
import type { TraceSample } from './sensing/traces-csv.ts';

/** The shapes in which rooms are handed to one another by the composition root. */

export interface Health {
  ok: boolean;
  /** One plain sentence. */
  detail: string;
  figures: Record<string, number | string>;
}

/** A started part of the show that touches the world. */
export interface Edge {
  name: string;
  health(): Health;
  stop(): Promise<void>;
}

/** A creature as the outside may see it. */
export interface CreatureView {
  id: number;
  seed: number;
  mix: { human: number; machine: number; cell: number };
  parents: number[];
  generation: number;
  bornAt: number;
  psi: number;
  profile: { name: string; mishmashedWith: number; attributes: Attribute[] } | null;
}

export interface Kin {
  id: number;
  /** Negative above (ancestors), positive below (descendants). */
  depth: number;
  parents: number[];
  generation: number;
  name: string | null;
}

/** What the other rooms may ask of the archive. */
export interface Library {
  /** Null where it is unknown, hidden, or a profile without consent to hang on the wall. */
  creature(id: number): CreatureView | null;
  /** Its kin above it, `depth` generations (1..12) far, the nearest first; null as for `creature`. */
  ancestors(id: number, depth: number): Kin[] | null;
  /** The same, and then its kin below it. */
  lineage(id: number, depth: number): Kin[] | null;
  /** Everything that breeding needs of a creature; null where it is unknown or erased. */
  ancestor(id: number): Ancestor | null;
  /** WebP, square, `size` pixels; null where the creature is unknown or erased. */
  picture(id: number, size: number): Promise<Uint8Array | null>;
  keepPicture(creature: number, picture: Picture): Promise<void>;
  /** Takes back a picture whose creature could not be announced. */
  dropPicture(creature: number): Promise<void>;
  profile(code: string): (CreatureView & { code: string; consent: Consent }) | null;
  /** Erases a profile and all that came from the photo; the creature's id, or null where the code is unknown. */
  erase(code: string): Promise<number | null>;
  /** The same for a creature; false where it is no profile. */
  eraseCreature(id: number): Promise<boolean>;
  /** Up to MAX_VISITORS visitors who consented to hang and are not hidden, by number from `from` on, and from the first again. */
  visitorsFrom(from: number): Visitor[];
  /** Profiles without consent to keep them, which are to be erased when their visit is over. */
  unkept(): number[];
}

export const MAX_VISITORS = 64;

/** A visitor of the archive as a label names them. */
export interface Visitor {
  creature: number;
  parentA: number;
  parentB: number;
  generation: number;
  mix: Kingdoms;
  name: string;
}

export interface Ancestor {
  genome: Genome;
  mix: Kingdoms;
  generation: number;
  psi: number;
  visitor: boolean;
}

/** A photo and what came with it, as the web room has parsed it. */
export interface VisitRequest {
  /** The booth's running visit; null for a phone. */
  visit: string | null;
  /** The still encoded bytes; never written to disk. */
  photo: Uint8Array;
  name: string;
  consent: Consent;
  /** Guesses made in the page, not trusted. */
  attributes: unknown;
  /** What the page asks after its progress by; null where it does not. */
  ticket: string | null;
}

/** What is being done with a photo, in this order. */
export const VISIT_STEPS = ['photo', 'queue', 'hybrid', 'archive'] as const;
export type VisitStep = (typeof VISIT_STEPS)[number];

export interface VisitProgress {
  step: VisitStep;
  /** In the queue: how many until it is this one's turn, itself included; 0 elsewhere. */
  place: number;
  waitMs: number;
}

export interface VisitResult {
  visit: string;
  code: string;
  creature: CreatureView;
  profile: NonNullable<CreatureRecord['profile']>;
}

export interface VisitService {
  /** Rejects with a Refusal where the visitor can do something about it. */
  visit(request: VisitRequest): Promise<VisitResult>;
  /** Hangs a profile that waits for approval; false where it does not. */
  approve(creature: number): boolean;
  /** Null where no visit with this ticket is under way. */
  progress(ticket: string): VisitProgress | null;
}

/** A stretch of what sensors told; `sensor` null = all of them, `from` and `to` (not included) in ms since 1970. */
export interface TraceQuery {
  sensor: string | null;
  from: number;
  to: number;
}

/** What the sensors told in the last days. */
export interface Traces {
  /** Hour by hour, each in order of time. */
  read(query: TraceQuery): AsyncIterable<TraceSample[]>;
  /** Takes in a recording made elsewhere. Rejects with a Refusal, or where it cannot be written. */
  bring(samples: readonly TraceSample[]): Promise<void>;
}

/** A request that is answered with 4xx/5xx: what is wrong and what to do, in words for the visitor. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;

  constructor(status: number, code: string, message: string, remedy: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.remedy = remedy;
  }
}
