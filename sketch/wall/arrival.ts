/** A visitor's arrival: the wall holds its breath, the specimen grows out of its slot, is named, and sinks back. */
export interface Arrival {
  slot: number;
  creature: number;
  name: string;
  /** ms on the engine's clock. */
  startMs: number;
}

const DIM_S = 1.2;
const GROW_S = 1.6;
const STAY_S = 7;
const SINK_S = 2;
const NAMING_S = 0.8;
export const ARRIVAL_S = DIM_S + GROW_S + STAY_S + SINK_S;

export interface ArrivalLook {
  /** 0..1: how far the rest of the wall is dimmed. */
  hold: number;
  /** 0..1: how far the specimen has grown to three by three cells. */
  grown: number;
  /** 0..1: how clearly the name is written. */
  named: number;
}

export const AT_REST: ArrivalLook = { hold: 0, grown: 0, named: 0 };

/** How an arrival looks `ageS` seconds after it began. */
export function arrivalAt(ageS: number): ArrivalLook {
  const sinking = ageS - (DIM_S + GROW_S + STAY_S);
  const back = ease(sinking / SINK_S);
  return {
    hold: ease(ageS / DIM_S) * (1 - back),
    grown: ease((ageS - DIM_S) / GROW_S) * (1 - back),
    named: ease((ageS - DIM_S - GROW_S) / NAMING_S) * (1 - ease(sinking / NAMING_S)),
  };
}

function ease(t: number): number {
  const x = Math.min(1, Math.max(0, t));
  return x * x * (3 - 2 * x);
}
