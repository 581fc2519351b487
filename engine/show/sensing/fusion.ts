export const FUSION_MODES = ['any', 'all', 'weighted'] as const;
export type FusionMode = (typeof FUSION_MODES)[number];

/** How several sensors make one room. */
export interface Fusion {
  mode: FusionMode;
  /** For `weighted`: the weights of the sensors that see somebody must add up to this. */
  threshold: number;
}

export const ANY: Fusion = { mode: 'any', threshold: 1 };
export const FUSION_RANGE = { min: 0.1, max: 100 } as const;

export interface Vote {
  present: boolean;
  weight: number;
}

/** Whether somebody is in the room, by the sensors that answer; without any, nobody is. */
export function isRoomTaken(votes: readonly Vote[], { mode, threshold }: Fusion): boolean {
  if (mode === 'any') return votes.some((vote) => vote.present);
  if (mode === 'all') return votes.length > 0 && votes.every((vote) => vote.present);
  const sum = votes.reduce((total, vote) => total + (vote.present ? vote.weight : 0), 0);
  return sum > 0 && sum >= threshold;
}
