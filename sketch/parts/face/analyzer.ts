import type { FaceBox } from '../../../engine/show/crop.ts';

/** What a machine thinks it sees in a still; the engine bounds and labels it. */
export interface FaceGuess {
  /** In shares (0..1) of the still. */
  face: FaceBox;
  /** How far the eyes are from level, in radians, clockwise. */
  roll: number;
  age: { value: number; confidence: number };
  gender: { value: 'female' | 'male'; confidence: number };
  expression: { value: string; confidence: number };
}

/** A face in a frame of the camera, in shares (0..1) of it. */
export interface Seen extends FaceBox {
  score: number;
}

/** Looks at faces; never an embedding, never an identity. Both reject where the networks cannot be had. */
export interface FaceAnalyzer {
  /** Loads the networks ahead of the first visitor. */
  warmUp(): void;
  /** All faces of a frame; quick enough to be asked some times a second. */
  see(frame: ImageBitmap): Promise<Seen[]>;
  /** What the largest face of a still looks like; null where there is none. Asked once, after consent. */
  read(still: Blob): Promise<FaceGuess | null>;
}

const LIMIT_MS = 2500;

/** The guess, or null where there is no face, no network or no time: the visit goes on without. Never rejects. */
export async function guessed(analyzer: FaceAnalyzer, still: Blob): Promise<FaceGuess | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), LIMIT_MS));
  return Promise.race([analyzer.read(still).catch(() => null), late]);
}
