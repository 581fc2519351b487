import { buttonTold } from './button.ts';
import { deskTold, isLockedOut, withoutGone } from './desk-told.ts';
import type { Event, EventOf } from './events.ts';
import {
  approved,
  creatureBorn,
  foundling,
  hidden,
  recalledProfile,
  taken,
  waits,
  without,
} from './hanging.ts';
import { lampTried } from './lamp.ts';
import { found, inPhase, missed } from './leaving.ts';
import { bounded, isParam } from './params.ts';
import { projected } from './projection.ts';
import { PURPOSES } from './record.ts';
import { recalled } from './scenes.ts';
import { calibrated } from './sensing/calibration.ts';
import { sleepTold } from './sleep.ts';
import type { State } from './state.ts';
import { cleared, raised, withDevice } from './trouble.ts';
import { resized } from './wall.ts';

/** The next state. Pure: `at` is when the event happened, in ms since 1970. Unknown or late facts change nothing. */
export function reduce(state: State, event: Event, at: number): State {
  return isLockedOut(state, event) ? state : next(state, event, at);
}

function next(state: State, event: Event, at: number): State {
  switch (event.type) {
    case 'show/opened':
      return { ...state, show: event.show, open: true };
    case 'show/closed':
      return { ...idle(state), open: false };
    case 'show/slept':
    case 'show/woke':
      return { ...state, sleep: sleepTold(state.sleep, event, at) };
    case 'presence/entered':
      return arrived({ ...found(state), present: { ...state.present, [event.sensor]: event.distanceCm } });
    case 'presence/left':
      return departed({ ...state, present: without(state.present, event.sensor) }, at);
    case 'visit/begun':
      return begun(state, event, at);
    case 'visit/claimed':
      return claimed(state, event);
    case 'phase/elapsed':
      return elapsed(state, event, at);
    case 'consent/asked':
      return asked(state, event);
    case 'selfie/captured':
      return ours(state, event.visit) && state.phase === 'capture'
        ? inPhase(state, 'reveal', at + state.times.readingMs, at)
        : state;
    case 'selfie/rejected':
      return rejected(state, event.visit, at);
    case 'visit/cancelled':
    case 'visit/ended':
      return ours(state, event.visit) ? idle(state) : state;
    case 'profile/born':
      return profileBorn(state, event, at);
    case 'profile/waiting':
      return waits(state, event.creature);
    case 'profile/approved':
      return approved(state, event, at);
    case 'profile/recalled':
      return withoutGone(recalledProfile(state, event));
    case 'creature/born':
      return withoutGone(creatureBorn(state, event, at));
    case 'creature/died':
      return state.wall[event.slot] === event.creature ? withoutGone(taken(state, event.creature)) : state;
    case 'creature/hidden':
      return withoutGone(taken(hidden(state, event.creature), event.creature));
    case 'profile/erased':
      return withoutGone(taken(state, event.creature));
    case 'param/turned':
      return turned(state, event.param, event.value);
    case 'scene/recalled':
      return fitted(recalled(state, event.scene, event.morphMs, at));
    case 'blackout/set':
      return { ...state, blackout: event.on !== 0 };
    case 'freeze/set':
      return { ...state, freeze: event.on !== 0 };
    case 'corners/set':
    case 'blend/set':
    case 'pattern/set':
      return { ...state, projections: projected(state.projections, event) };
    case 'threshold/set':
    case 'fusion/set':
    case 'baseline/moved':
    case 'calibration/saved':
    case 'calibration/reverted':
      return { ...state, calibration: calibrated(state.calibration, event, at) };
    case 'device/linked':
      return withDevice(state, event.device, 'real', '');
    case 'device/lost':
      return withDevice(state, event.device, 'lost', event.cause);
    case 'fault/raised':
      return raised(state, event, at);
    case 'fault/cleared':
      return cleared(state, event);
    case 'button/pressed':
    case 'button/held':
      return found(state);
    case 'button/learning':
    case 'button/learnt':
    case 'button/forgotten':
      return { ...state, button: buttonTold(state.button, event, at) };
    case 'lamp/tried':
      return { ...state, lamp: lampTried(state.lamp, event.pattern, at) };
    case 'scene/saved':
    case 'scene/dropped':
    case 'cue/armed':
    case 'cue/fired':
    case 'lock/set':
    case 'creature/pinned':
    case 'creature/favoured':
    case 'direction/steered':
      return deskTold(state, event, at);
  }
}

function ours(state: State, visit: string): boolean {
  return state.visit?.visit === visit;
}

function idle(state: State): State {
  const phase = Object.keys(state.present).length > 0 ? 'invite' : 'attract';
  return { ...state, phase, visit: null, deadline: null };
}

function arrived(state: State): State {
  return state.phase === 'attract' ? { ...state, phase: 'invite' } : state;
}

function departed(state: State, at: number): State {
  return state.phase === 'invite' ? idle(state) : missed(state, at);
}

function begun(state: State, event: EventOf<'visit/begun'>, at: number): State {
  const counted = { ...state, visits: state.visits + 1 };
  if (event.cause === 'phone' || state.visit) return counted;
  const { cause } = event;
  const visit = { visit: event.visit, cause, booth: null, refused: 0, asked: null, creature: null };
  const here = { ...counted, visit: { ...visit, missed: false, until: null } };
  return inPhase(here, 'notice', at + state.times.noticeMs, at);
}

/** The first booth has the visit. */
function claimed(state: State, { visit, booth }: EventOf<'visit/claimed'>): State {
  if (!ours(state, visit) || !state.visit || state.visit.booth !== null) return state;
  return { ...state, visit: { ...state.visit, booth } };
}

/** Asking for something that is no purpose asks for nothing. */
function asked(state: State, event: EventOf<'consent/asked'>): State {
  if (!ours(state, event.visit) || !state.visit || state.phase !== 'capture') return state;
  const purpose = PURPOSES.find((one) => one === event.purpose) ?? null;
  return { ...state, visit: { ...state.visit, asked: purpose } };
}

function elapsed(state: State, event: EventOf<'phase/elapsed'>, at: number): State {
  if (!ours(state, event.visit) || state.phase !== event.phase) return state;
  return state.phase === 'notice' ? inPhase(state, 'capture', at + state.times.captureMs, at) : state;
}

function rejected(state: State, visit: string, at: number): State {
  if (!ours(state, visit) || !state.visit || (state.phase !== 'capture' && state.phase !== 'reveal'))
    return state;
  const again = { ...state, visit: { ...state.visit, refused: state.visit.refused + 1, asked: null } };
  return inPhase(again, 'capture', at + state.times.captureMs, at);
}

function profileBorn(state: State, event: EventOf<'profile/born'>, at: number): State {
  const named = { ...state, specimens: { ...state.specimens, [event.creature]: foundling(event, at) } };
  if (!ours(state, event.visit) || !state.visit) return named;
  const visit = { ...state.visit, creature: event.creature };
  return inPhase({ ...named, visit }, 'reveal', at + state.times.revealMs, at);
}

function turned(state: State, param: string, value: number | string): State {
  if (!isParam(param)) return state;
  const allowed = bounded(param, value);
  if (allowed === undefined) return state;
  const morph = state.morph && {
    ...state.morph,
    to: without(state.morph.to as Record<string, never>, param),
  };
  return fitted({ ...state, morph, params: { ...state.params, [param]: allowed } });
}

/** The wall follows `columns`. */
function fitted(state: State): State {
  const wall = resized(state.wall, state.params.columns, state.aspect);
  if (wall.length === state.wall.length) return state;
  const kept = new Set(wall.map(String));
  const specimens = Object.fromEntries(Object.entries(state.specimens).filter(([id]) => kept.has(id)));
  return withoutGone({ ...state, wall, specimens });
}
