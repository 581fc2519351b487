/** What a machine thinks it sees in a still; the engine bounds and labels it. */
export interface FaceGuess {
  /** In shares (0..1) of the still. */
  face: { x: number; y: number; width: number; height: number };
  age: { value: number; confidence: number };
  gender: { value: 'female' | 'male'; confidence: number };
  expression: { value: string; confidence: number };
}

/** Looks at a still, once, after consent. Null where there is no face; never an embedding, never an identity. */
export type FaceAnalyzer = (still: Blob) => Promise<FaceGuess | null>;

const LIMIT_MS = 2500;

/** The guess, or null where there is no face, no network or no time: the visit goes on without. Never rejects. */
export async function guessed(analyze: FaceAnalyzer, still: Blob): Promise<FaceGuess | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), LIMIT_MS));
  return Promise.race([analyze(still).catch(() => null), late]);
}
