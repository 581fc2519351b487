import { type Event, parseEvent } from '../engine/show/events.ts';
import { type Seen, seenSchema } from '../engine/show/seen.ts';
import type { Step } from '../engine/show/sensing/sense.ts';

/** One reading of a sensor, and what the sensing made of it where that is known. */
export interface Trace {
  sensor: string;
  value: number | null;
  at: number;
  step: Step | null;
}

/** One numbered fact, as the live socket tells it. */
export interface Frame {
  revision: number;
  at: number;
  event: Event;
  by: string;
}

/** Whether `next` leaves something out after `last`; what is older than `last` is no gap, only late. */
export function isGap(last: number, next: number): boolean {
  return next > last + 1;
}

/** One frame of the live socket; null where it is none. */
export function parseFrame(text: string): Frame | null {
  try {
    const { revision, at, event, by = '' } = JSON.parse(text);
    if (!Number.isInteger(revision) || !Number.isFinite(at)) return null;
    return { revision, at, event: parseEvent(event), by: String(by) };
  } catch {
    return null;
  }
}

/** A reading on the live socket; null where it is none. */
export function parseTrace(text: string): Trace | null {
  try {
    const { sensor, value, at, step = null } = JSON.parse(text).trace;
    return typeof sensor === 'string' && Number.isFinite(at) ? { sensor, value, at, step } : null;
  } catch {
    return null;
  }
}

/** What another page has just shown; null where it is none. */
export function parseSeen(text: string): Seen | null {
  try {
    return seenSchema.parse(JSON.parse(text).seen);
  } catch {
    return null;
  }
}

/** Whether the engine asks the page to load itself anew. */
export function isReload(text: string): boolean {
  try {
    return JSON.parse(text).reload === true;
  } catch {
    return false;
  }
}

/** The name of a binary frame and its bytes. */
export function parsePicture(frame: Uint8Array): { name: string; bytes: Uint8Array } {
  const from = 1 + (frame[0] ?? 0);
  return { name: new TextDecoder().decode(frame.subarray(1, from)), bytes: frame.subarray(from) };
}
