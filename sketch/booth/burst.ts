/** What one picture of a burst is worth. */
export interface Shot {
  /** Whether the visitor's face is in it. */
  shows: boolean;
  /** How far the eyes are open, see eyeOpenness. */
  eyes: number;
  sharpness: number;
}

/** Eyes this much narrower than the widest of the burst are blinking: closed ones measure 0.76 to 0.89 of open ones. */
const BLINK = 0.92;

/** Index of the best shot: one that shows the face, eyes open, the sharpest of these; -1 where there is none. */
export function bestShot(shots: readonly Shot[]): number {
  const anyShows = shots.some(({ shows }) => shows);
  const showing = shots.filter(({ shows }) => shows === anyShows);
  const widest = Math.max(0, ...showing.map(({ eyes }) => eyes));
  const awake = showing.filter(({ eyes }) => eyes >= widest * BLINK);
  const sharpest = Math.max(...awake.map(({ sharpness }) => sharpness));
  return shots.findIndex((one) => awake.includes(one) && one.sharpness === sharpest);
}
