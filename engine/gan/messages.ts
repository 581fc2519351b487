import type { ProviderReport } from './port.ts';

/** What the engine and the process that holds the networks say to each other. */

export interface OpenOrder {
  type: 'open';
  providers: readonly string[];
  threads: number;
  /** Model files by the part they play. */
  files: { mapping: string; synthesis: string; encoder: string | null; translator: string | null };
  layers: number;
  wDim: number;
  zDim: number;
}

export type Job =
  | { type: 'map'; latents: Float32Array; kingdoms: Float32Array; count: number }
  | { type: 'synthesize'; ws: Float32Array }
  | { type: 'encode'; photo: Uint8Array; side: number }
  | { type: 'translate'; photo: Uint8Array; side: number; ws: Float32Array };

export interface JobOrder {
  type: 'job';
  id: number;
  job: Job;
}

export interface Opened {
  type: 'opened';
  provider: string;
  reports: ProviderReport[];
}

export interface Failed {
  type: 'failed';
  message: string;
  reports: ProviderReport[];
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

export type FromChild = Opened | Failed | Done | JobFailed;
export type ToChild = OpenOrder | JobOrder;
