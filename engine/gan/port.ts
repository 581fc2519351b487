import type { Direction } from '../show/breeding.ts';
import type { Genome, Kingdoms } from '../show/genome.ts';
import type { Picture } from '../show/record.ts';

/** Who is served first: visitors overtake births, births overtake what only fills spare time. */
export type Lane = 'visit' | 'birth' | 'spare';

export interface ModelInfo {
  name: string;
  layers: number;
  wDim: number;
  zDim: number;
  /** Side of the square pictures, in pixels. */
  resolution: number;
  /** null where there is none, or it does not open. */
  encoder: string | null;
  translator: string | null;
}

/** Why a provider was taken or not. */
export interface ProviderReport {
  provider: string;
  taken: boolean;
  /** Milliseconds of one picture in the probe; null where it did not run. */
  probeMs: number | null;
  reason: string;
}

export interface GeneratorStatus {
  state: 'starting' | 'running' | 'down';
  provider: string | null;
  providers: ProviderReport[];
  /** Recent mean of one picture, in ms. */
  pictureMs: number | null;
  waiting: number;
  restarts: number;
}

/**
 * The one door to the networks. Every call rejects with GeneratorDown while the child process is away, with
 * GeneratorBusy where its lane is full or, in the spare lane, anything else waits.
 */
export interface Generator {
  readonly model: ModelInfo;
  /** Named directions of the space of styles; none where the model has none. */
  readonly directions: readonly Direction[];
  status(): GeneratorStatus;
  /** Mean w (wDim values) of creatures of this mix: the centre of truncation. */
  average(mix: Kingdoms): Float32Array;
  /** Mapping network: latent (zDim values) and kingdom to w (wDim values). */
  map(latent: Float32Array, kingdom: Kingdoms, lane: Lane): Promise<Float32Array>;
  /** Synthesis of a genome, truncated by `psi` toward the average of its mix. */
  render(genome: Genome, mix: Kingdoms, psi: number, lane: Lane): Promise<Picture>;
  /** A square photo crop to per-layer w (layers x wDim values). Rejects where there is no encoder. */
  encode(photo: Picture): Promise<Float32Array>;
  /** A square photo crop redrawn in the material of a creature. Rejects where there is no translator. */
  translate(photo: Picture, genome: Genome, mix: Kingdoms, psi: number): Promise<Picture>;
  /** Scores in 0..1 of an artist's own classifier, one per label. Rejects where it is not open or fails. */
  classify(classifier: string, picture: Picture): Promise<Float32Array>;
  stop(): Promise<void>;
}

/** The child process is away; it is being restarted. */
export class GeneratorDown extends Error {}

/** There is no room for another job of this lane; nothing is wrong with the generator. */
export class GeneratorBusy extends Error {}
