import { type Desk, isSceneName, STEER_RANGE } from './desk.ts';
import type { Event } from './events.ts';
import { type Params, params } from './params.ts';
import { type Scenes, settledAt } from './scenes.ts';
import type { State } from './state.ts';

const MAX_SAVED = 64;
/** As many must stay that may die, or nothing could be born. */
const MAX_PINNED_SHARE = 0.5;

/** What a locked desk does not let through. */
export function isLockedOut(state: State, event: Event): boolean {
  return (
    state.desk.locked &&
    ['param/turned', 'scene/recalled', 'cue/fired', 'scene/saved', 'scene/dropped'].includes(event.type)
  );
}

/** The state after a fact of the desk; `at` in ms since 1970. Pure; what is not known changes nothing. */
export function deskTold(state: State, event: Event, at: number): State {
  const { desk } = state;
  const set = (change: Partial<Desk>): State => ({ ...state, desk: { ...desk, ...change } });
  switch (event.type) {
    case 'scene/saved':
      return saved(state, event.scene, at);
    case 'scene/dropped':
      return dropped(state, event.scene);
    case 'cue/armed':
      return Object.hasOwn(state.cues, event.cue) ? set({ next: event.cue }) : state;
    case 'cue/fired':
      return Object.hasOwn(state.cues, event.cue)
        ? set({ next: following(state, event.cue), firedAt: at })
        : state;
    case 'lock/set':
      return set({ locked: event.on !== 0 });
    case 'creature/pinned':
      return set({ pinned: pinned(state, event.creature, event.on !== 0) });
    case 'creature/favoured':
      return set({ favoured: state.wall.includes(event.creature) ? event.creature : null });
    case 'direction/steered':
      return set({ steer: steered(state, event.direction, event.value) });
    default:
      return state;
  }
}

/** Who has left the wall is neither pinned nor bred from any more. */
export function withoutGone(state: State): State {
  const { pinned, favoured } = state.desk;
  const hangs = (id: number) => state.wall.includes(id);
  if (pinned.every(hangs) && (favoured === null || hangs(favoured))) return state;
  const kept = favoured !== null && hangs(favoured) ? favoured : null;
  return { ...state, desk: { ...state.desk, pinned: pinned.filter(hangs), favoured: kept } };
}

/** Scenes of the configuration, and over them those that were made at the desk of `was`. */
export function scenesOf(config: Scenes, was: Pick<State, 'scenes' | 'desk'>): Scenes {
  const made = was.desk.saved.flatMap((name) => {
    const scene = was.scenes[name];
    return scene && !Object.hasOwn(config, name) ? [[name, scene] as const] : [];
  });
  return { ...config, ...Object.fromEntries(made) };
}

function saved(state: State, scene: string, at: number): State {
  const { saved: names } = state.desk;
  const mine = names.includes(scene);
  // A scene of the configuration is changed there.
  if (!isSceneName(scene) || (Object.hasOwn(state.scenes, scene) && !mine)) return state;
  if (!mine && names.length >= MAX_SAVED) return state;
  const scenes = { ...state.scenes, [scene]: { ...settledAt(state, at) } };
  return { ...state, scenes, desk: { ...state.desk, saved: mine ? names : [...names, scene] } };
}

function dropped(state: State, scene: string): State {
  if (!state.desk.saved.includes(scene)) return state;
  const { [scene]: _, ...scenes } = state.scenes;
  return {
    ...state,
    scenes,
    desk: { ...state.desk, saved: state.desk.saved.filter((name) => name !== scene) },
  };
}

function following(state: State, cue: string): string | null {
  const cues = Object.keys(state.cues);
  return cues[cues.indexOf(cue) + 1] ?? null;
}

function pinned(state: State, creature: number, on: boolean): readonly number[] {
  const others = state.desk.pinned.filter((id) => id !== creature);
  const room = others.length < Math.floor(state.wall.length * MAX_PINNED_SHARE);
  return on && room && state.wall.includes(creature) ? [...others, creature] : others;
}

function steered(state: State, direction: string, value: number): Record<string, number> {
  const { [direction]: _, ...others } = state.desk.steer;
  if (!state.directions.includes(direction) || Number.isNaN(value)) return state.desk.steer;
  const bounded = Math.min(STEER_RANGE.max, Math.max(STEER_RANGE.min, value));
  return bounded === 0 ? others : { ...others, [direction]: bounded };
}

/** Facts that bring a show back to its known look: nothing locked, asleep, dark, still or steered, the configuration's values. */
export function panicFacts(state: State): Event[] {
  const turned = (Object.keys(params) as (keyof Params)[])
    .filter((name) => state.params[name] !== state.home[name])
    .map((param): Event => ({ type: 'param/turned', param, value: state.home[param] }));
  const still = Object.keys(state.desk.steer).map(
    (direction): Event => ({ type: 'direction/steered', direction, value: 0 }),
  );
  const up: Event[] = state.sleep.asleep ? [{ type: 'show/woke', cause: 'hand' }] : [];
  return [
    ...up,
    { type: 'lock/set', on: 0 },
    { type: 'blackout/set', on: 0 },
    { type: 'freeze/set', on: 0 },
    ...turned,
    ...still,
  ];
}
