import type { FaceBox } from '../../../engine/show/crop.ts';
import type { Proportions } from '../../../engine/show/landmarks.ts';
import type { GUESSES } from '../../../engine/show/record.ts';

/** What a machine thinks it sees in a still, null where it was not asked; the engine bounds and labels it. */
export interface FaceGuess {
  /** In shares (0..1) of the still. */
  face: FaceBox;
  /** How far the eyes are from level, in radians, clockwise. */
  roll: number;
  age: { value: number; confidence: number } | null;
  gender: { value: 'female' | 'male'; confidence: number } | null;
  expression: { value: string; confidence: number } | null;
  proportions: Proportions | null;
}

/** A face in a frame of the camera, in shares (0..1) of it. */
export interface Seen extends FaceBox {
  score: number;
}

/** The faces of a frame, and its mean light, 0..1. */
export interface View {
  seen: Seen[];
  light: number;
}

/** The faces of a frame, and how far the eyes of the largest are open, see eyeOpenness. */
export interface Look {
  seen: Seen[];
  eyes: number;
}

/** Looks at faces; never an embedding, never an identity. All reject where the networks cannot be had. */
export interface FaceAnalyzer {
  /** Loads the networks ahead of the first visitor. */
  warmUp(): void;
  /** What the camera shows now; quick enough to be asked some times a second. */
  see(video: HTMLVideoElement): Promise<View>;
  /** The faces of a frame and the eyes; for the few frames of a burst. */
  look(frame: ImageBitmap): Promise<Look>;
  /** What the largest face of a still looks like, as far as `wanted`; null where there is none. After consent. */
  read(still: Blob, wanted: readonly (typeof GUESSES)[number][]): Promise<FaceGuess | null>;
}

const LIMIT_MS = 2500;

/** The guess, or null where there is no face, no network or no time: the visit goes on without. Never rejects. */
export async function guessed(
  analyzer: FaceAnalyzer,
  still: Blob,
  wanted: readonly (typeof GUESSES)[number][],
): Promise<FaceGuess | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), LIMIT_MS));
  return Promise.race([analyzer.read(still, wanted).catch(() => null), late]);
}
