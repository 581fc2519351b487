/** What the artist has set beside the parameters. */
export interface Desk {
  /** Scenes made at the desk; they are kept from one opening to the next. */
  saved: readonly string[];
  /** The cue that GO fires; null = none is left. */
  next: string | null;
  /** When the last cue was fired, ms since 1970. */
  firedAt: number;
  /** Parameters, scenes and cues stay as they are, whoever turns them. */
  locked: boolean;
  /** Creatures that do not die. */
  pinned: readonly number[];
  /** The creature that is bred from while it hangs; null = as the breeding chooses. */
  favoured: number | null;
  /** Standard deviations along named directions of the generator; what is not named is left alone. */
  steer: Readonly<Record<string, number>>;
}

export const STEER_RANGE = { min: -3, max: 3 } as const;
/** Two GOs closer than this are one finger. */
export const GO_GAP_MS = 500;
const SCENE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,39}$/u;

export const emptyDesk: Desk = {
  saved: [],
  next: null,
  firedAt: 0,
  locked: false,
  pinned: [],
  favoured: null,
  steer: {},
};

/** Whether `name` can be that of a scene made at the desk: letters, digits, space, - and _, 1 to 40 of them. */
export function isSceneName(name: string): boolean {
  return SCENE_NAME.test(name);
}
