import { type Event, type EventOf, parseEvent, raisableByPage } from '../show/events.ts';
import { pageFaults } from '../show/faults.ts';
import type { State } from '../show/state.ts';

const MAX_SENSORS = 32;
const MAX_LABEL = 40;
const MAX_PAGE_FAULTS = 16;
const MAX_HELD_MS = 600_000;
const MAX_DISTANCE_CM = 10_000;

/**
 * The event a page wants to raise, where a page may raise it and it can be true in this state; null otherwise.
 * `data` is anything at all.
 */
export function raisedByPage(data: unknown, state: State): Event | null {
  let event: Event;
  try {
    event = parseEvent(data);
  } catch {
    return null;
  }
  return raisableByPage.has(event.type) && isPlausible(event, state) ? event : null;
}

function isPlausible(event: Event, state: State): boolean {
  switch (event.type) {
    case 'button/pressed':
      return isLabel(event.button);
    case 'button/held':
      return isLabel(event.button) && event.heldMs >= 0 && event.heldMs <= MAX_HELD_MS;
    case 'presence/entered':
      return (
        isLabel(event.sensor) &&
        event.distanceCm >= 0 &&
        event.distanceCm <= MAX_DISTANCE_CM &&
        (Object.hasOwn(state.present, event.sensor) || Object.keys(state.present).length < MAX_SENSORS)
      );
    case 'presence/left':
      return Object.hasOwn(state.present, event.sensor);
    case 'visit/claimed':
      return isRunning(event.visit, state) && state.visit?.booth === null && isLabel(event.booth);
    case 'consent/asked':
      return isRunning(event.visit, state) && state.phase === 'capture' && event.purpose.length <= MAX_LABEL;
    case 'selfie/captured':
      return isRunning(event.visit, state) && state.phase === 'capture';
    case 'selfie/rejected':
      return (
        isRunning(event.visit, state) &&
        state.visit?.creature === null &&
        (state.phase === 'capture' || state.phase === 'reveal')
      );
    case 'visit/cancelled':
      return isRunning(event.visit, state);
    case 'fault/raised':
      return isLabel(event.where) && pageFaults.has(event.code) && hasRoom(event, state);
    case 'fault/cleared':
      return pageFaults.has(event.code) && isOpen(event, state);
    default:
      return false;
  }
}

function hasRoom(event: EventOf<'fault/raised'>, state: State): boolean {
  const told = state.faults.filter(({ code }) => pageFaults.has(code));
  return told.length < MAX_PAGE_FAULTS && !isOpen(event, state);
}

function isOpen({ code, where }: EventOf<'fault/raised' | 'fault/cleared'>, state: State): boolean {
  return state.faults.some((fault) => fault.code === code && fault.where === where);
}

function isRunning(visit: string, state: State): boolean {
  return state.visit?.visit === visit;
}

function isLabel(text: string): boolean {
  return text.length > 0 && text.length <= MAX_LABEL && text !== '__proto__';
}
