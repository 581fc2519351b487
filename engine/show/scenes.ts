import { isParam, type ParamName, type Params, params } from './params.ts';
import { isDrowsy, type Sleep, sleeping } from './sleep.ts';

/** Named sets of parameter values; a scene leaves alone what it does not name. */
export type Scenes = Record<string, Partial<Params>>;

/** What firing a cue does: recall a scene and, if named, set the blackout. */
export interface Cue {
  scene?: string | undefined;
  morphMs: number;
  blackout?: boolean | undefined;
}

export interface Morph {
  from: Partial<Params>;
  to: Partial<Params>;
  startedAt: number;
  morphMs: number;
}

/** The part of the state that scenes are about. */
export interface Scened {
  params: Params;
  morph: Morph | null;
  scenes: Scenes;
}

/** What is heard and seen. */
type Played = Pick<Scened, 'params' | 'morph'> & { sleep: Sleep };

/** The parameters as they are heard and seen at `now`: a running morph is in between, and a show may sleep. */
export function paramsAt(state: Played, now: number): Params {
  return sleeping(settledAt(state, now), state.sleep, now);
}

/** The parameters as they are set at `now`, whether the show sleeps or not. */
export function settledAt(state: Pick<Scened, 'params' | 'morph'>, now: number): Params {
  return state.morph ? { ...state.params, ...morphedAt(state.morph, now) } : state.params;
}

/** Whether parameters move by themselves at `now`. */
export function isMorphing({ morph, sleep }: Pick<Played, 'morph' | 'sleep'>, now: number): boolean {
  return (morph !== null && now < morph.startedAt + morph.morphMs) || isDrowsy(sleep, now);
}

/** The values of a morph at `now`: numbers move evenly, choices change at the start. */
export function morphedAt(morph: Morph, now: number): Partial<Params> {
  const share = morph.morphMs <= 0 ? 1 : Math.min(1, Math.max(0, (now - morph.startedAt) / morph.morphMs));
  const out: Record<string, number | string> = {};
  for (const [name, target] of Object.entries(morph.to)) {
    if (!isParam(name)) continue;
    const start = morph.from[name];
    out[name] =
      typeof target === 'number' && typeof start === 'number' ? between(name, start, target, share) : target!;
  }
  return out as Partial<Params>;
}

/** Begins a morph to a scene from wherever the parameters are at `now`. */
export function recalled<S extends Scened>(state: S, scene: string, morphMs: number, now: number): S {
  const to = state.scenes[scene];
  if (!to) return state;
  const settled = settledAt(state, now);
  const from = Object.fromEntries(Object.keys(to).map((name) => [name, settled[name as ParamName]]));
  return { ...state, params: { ...settled, ...to }, morph: { from, to, startedAt: now, morphMs } };
}

function between(name: ParamName, start: number, target: number, share: number): number {
  const value = start + (target - start) * share;
  const spec = params[name];
  return spec.kind === 'number' && spec.step === 1 ? Math.round(value) : value;
}
