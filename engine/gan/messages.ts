import type { FaultCode } from '../show/faults.ts';
import type { Picture } from '../show/record.ts';
import type { ProviderReport } from './port.ts';

/** What the engine and the process that holds the networks say to each other. */

/** A file and the hash that its bytes must have when they are opened. */
export interface CheckedFile {
  path: string;
  sha256: string;
}

/** An artist's own classifier: its labels are counted here and named by who asks. */
export interface ClassifierOrder {
  name: string;
  path: string;
  labels: number;
  mean: readonly number[];
  std: readonly number[];
}

export interface OpenOrder {
  type: 'open';
  providers: readonly string[];
  /** 0 = measured. */
  threads: number;
  /** The same was open before: nothing has to be tried. */
  known: boolean;
  /** Model files by the part they play. */
  files: {
    mapping: CheckedFile;
    synthesis: CheckedFile;
    encoder: CheckedFile | null;
    translator: CheckedFile | null;
  };
  layers: number;
  wDim: number;
  zDim: number;
  classifiers: readonly ClassifierOrder[];
}

export type Job =
  | { type: 'map'; latents: Float32Array; kingdoms: Float32Array; count: number }
  | { type: 'synthesize'; ws: Float32Array; noiseSeed: number }
  | { type: 'encode'; photo: Uint8Array; side: number }
  | { type: 'translate'; photo: Uint8Array; side: number; ws: Float32Array }
  | { type: 'classify'; classifier: string; picture: Picture };

export interface JobOrder {
  type: 'job';
  id: number;
  job: Job;
}

/** Said before a provider is opened, because a driver may take the whole process with it. */
export interface Trying {
  type: 'trying';
  provider: string;
}

export interface Opened {
  type: 'opened';
  provider: string;
  threads: number;
  reports: ProviderReport[];
  /** Classifiers that could not be opened; the show goes on without them. */
  refused: { classifier: string; message: string }[];
}

/** The networks that only visitors need. */
export const COMPANIONS = ['encoder', 'translator'] as const;
export type Companion = (typeof COMPANIONS)[number];

/** The networks of the visitors are open but for those that are `refused`; the show goes on without these. */
export interface VisitorsOpened {
  type: 'visitors';
  refused: { part: Companion; message: string }[];
}

export interface Failed {
  type: 'failed';
  message: string;
  /** What stands in the way, where it is a model file. */
  fault: { code: FaultCode; where: string } | null;
}

export interface Done {
  type: 'done';
  id: number;
  ms: number;
  data: Float32Array | Uint8Array;
  /** Side of a picture; 0 for vectors. */
  side: number;
}

export interface JobFailed {
  type: 'job-failed';
  id: number;
  message: string;
}

export type FromChild = Trying | Opened | VisitorsOpened | Failed | Done | JobFailed;
export type ToChild = OpenOrder | JobOrder;
