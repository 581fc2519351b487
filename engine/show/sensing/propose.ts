import { type Levels, levelsOf, quantile } from './levels.ts';
import { cutVisits, type Prediction, predict } from './predict.ts';
import { proposalSentence, REFUSALS, type WhyNot } from './propose-words.ts';
import type { Sample } from './reading.ts';
import { hoursOf, replay } from './replay.ts';
import type { SenseThresholds } from './sense.ts';
import { THRESHOLD_RANGES } from './thresholds.ts';

export type Proposal =
  | {
      ok: true;
      thresholds: SenseThresholds;
      /** What the empty room reads; null = nothing. */
      baselineCm: number | null;
      /** The farthest that somebody was seen, wild readings left out. */
      occupiedCm: number;
      predicted: Prediction;
      sentence: string;
    }
  | { ok: false; why: WhyNot; sentence: string };

export const MIN_EMPTY_MS = 60_000;
export const MIN_OCCUPIED_MS = 20_000;
const MIN_PER_S = 2;
const HOUR_MS = 3_600_000;
/** Of the empty recording, this share may be ghosts. */
const GHOSTS = 0.02;
/** Where less of the occupied recording is nearer than the empty room, somebody cannot be told from it. */
const MIN_SEEN = 0.3;
const MIN_GAP_CM = 10;
/** Visitors do not all stand where the one of the recording stood. */
const SLACK = { share: 0.3, cm: 10 };
/** Between near and far lies swaying, not more: who was near for a moment and looks on from there is not near. */
const BAND = 0.1;
/** Whoever crosses a beam is through it sooner than the first of these; shorter ones are for sensors that see badly. */
const DWELLS_MS = [2000, 1600, 1200, 800, 500, 300, 3000, 4000, 6000];
const LEAVE_MS = { min: 2000, max: 8000 };

/** Thresholds that tell an occupied recording of one sensor from an empty one, or why there are none. Pure. */
export function propose(empty: readonly Sample[], occupied: readonly Sample[]): Proposal {
  const short = tooShort(empty, occupied);
  if (short) return refused(short);
  const room = levelsOf(empty);
  const roomCm = quantile(room.sorted, GHOSTS);
  const all = levelsOf(occupied).sorted;
  const seen = all.filter((cm) => cm < roomCm);
  if (quantile(all, MIN_SEEN) === Infinity) return refused('nobody-seen');
  if (seen.length < all.length * MIN_SEEN) return refused('alike');
  const occupiedCm = quantile(seen, 0.9);
  if (roomCm - occupiedCm < MIN_GAP_CM) return refused('alike');
  const edges = edgesBetween(occupiedCm, roomCm, room);
  const leaveMs = leaveFor(occupied, edges);
  const longestNearMs = replay(empty, { ...edges, dwellMs: 0, leaveMs }).longestNearMs;
  const visits = cutVisits(occupied, empty.at(-1)!.at);
  const long = DWELLS_MS.filter((dwellMs) => dwellMs > longestNearMs);
  const tried = (long.length > 0 ? long : [Math.max(...DWELLS_MS)]).map((dwellMs) => {
    const thresholds = { ...edges, dwellMs, leaveMs };
    return { thresholds, predicted: predict(empty, visits, thresholds) };
  });
  const best = tried.reduce((a, b) => (b.predicted.missed < a.predicted.missed ? b : a));
  const found = { ...best, baselineCm: room.middleCm, occupiedCm };
  return { ok: true, ...found, sentence: proposalSentence(found, hoursOf(empty)) };
}

function refused(why: WhyNot): Proposal {
  return { ok: false, why, sentence: REFUSALS[why] };
}

function tooShort(empty: readonly Sample[], occupied: readonly Sample[]): WhyNot | null {
  const msOf = (samples: readonly Sample[]) => hoursOf(samples) * HOUR_MS;
  if (msOf(empty) < MIN_EMPTY_MS) return 'empty-short';
  if (msOf(occupied) < MIN_OCCUPIED_MS) return 'occupied-short';
  const sparse = [empty, occupied].some((one) => one.length < (msOf(one) / 1000) * MIN_PER_S);
  return sparse ? 'sparse' : null;
}

/** Near with some slack beyond the visitor, far half way on to the room at most, and a margin if the room is seen. */
function edgesBetween(occupiedCm: number, roomCm: number, room: Levels) {
  const { max } = THRESHOLD_RANGES.nearCm;
  const slack = Math.min(occupiedCm * SLACK.share + SLACK.cm, (roomCm - occupiedCm) * 0.4);
  const nearCm = Math.min(max, Math.round(occupiedCm + slack));
  const farCm = Math.min(max, Math.round(nearCm + Math.min(nearCm * BAND, (roomCm - nearCm) * 0.5)));
  const marginCm = room.middleCm === null ? 0 : Math.max(0, Math.floor((room.middleCm - nearCm) * 0.7));
  return { nearCm, farCm, marginCm };
}

/** Longer than anybody was lost while standing there. */
function leaveFor(
  occupied: readonly Sample[],
  edges: Pick<SenseThresholds, 'nearCm' | 'farCm' | 'marginCm'>,
): number {
  let lostMs = 0;
  let last: number | null = null;
  replay(occupied, { ...edges, dwellMs: 0, leaveMs: 0 }, undefined, ({ near, at }) => {
    if (!near) return;
    if (last !== null) lostMs = Math.max(lostMs, at - last);
    last = at;
  });
  return Math.min(LEAVE_MS.max, Math.max(LEAVE_MS.min, Math.ceil((lostMs * 1.5) / 100) * 100));
}
