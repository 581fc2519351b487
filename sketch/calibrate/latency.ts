import type { Event } from '../../engine/show/events.ts';
import { BIRTH_LEAD_MS } from '../../engine/show/inbetween.ts';
import type { Seen } from '../../engine/show/seen.ts';

/** One way from a press to the sound of a birth; times on the engine's clock in ms since 1970, null = not yet. */
export interface Run {
  pressedAt: number;
  visit: string | null;
  begunAt: number | null;
  /** When the notice was over and the booth was to open its camera. */
  captureAt: number | null;
  cameraAt: number | null;
  /** The booth has no camera, or may not open it. */
  blind: boolean;
  capturedAt: number | null;
  bornAt: number | null;
  creature: number | null;
  /** Whether the portrait hangs on the wall. */
  hangs: boolean;
  drawnAt: number | null;
  heardAt: number | null;
  /** The wall has its sound switched off. */
  silent: boolean;
  /** Why the visit was over before a birth; empty = it was not. */
  cancelled: string;
}

const NOTHING: Omit<Run, 'pressedAt'> = {
  visit: null,
  begunAt: null,
  captureAt: null,
  cameraAt: null,
  blind: false,
  capturedAt: null,
  bornAt: null,
  creature: null,
  hangs: false,
  drawnAt: null,
  heardAt: null,
  silent: false,
  cancelled: '',
};

/** The run after a fact told at `at`; a press begins one where none has begun. */
export function afterEvent(run: Run | null, event: Event, at: number): Run | null {
  if (!run) return event.type === 'button/pressed' ? { ...NOTHING, pressedAt: at } : null;
  if (event.type === 'visit/begun' && run.visit === null && event.cause === 'button')
    return { ...run, visit: event.visit, begunAt: at };
  if (event.type === 'creature/born' && event.creature === run.creature)
    return { ...run, hangs: event.slot >= 0 };
  if (run.visit === null || !('visit' in event) || event.visit !== run.visit) return run;
  switch (event.type) {
    case 'phase/elapsed':
      return event.phase === 'notice' ? { ...run, captureAt: at } : run;
    // One that was refused is taken again: the last one counts.
    case 'selfie/captured':
      return { ...run, capturedAt: at };
    case 'profile/born':
      return { ...run, bornAt: at, creature: event.creature };
    case 'visit/cancelled':
      return run.bornAt === null ? { ...run, cancelled: event.cause } : run;
    default:
      return run;
  }
}

/** The run after another page has told what it showed; the first to tell counts. */
export function afterSeen(run: Run, { what, creature, at }: Seen): Run {
  const mine = creature === run.creature;
  if (what === 'camera' && run.captureAt !== null) return { ...run, cameraAt: run.cameraAt ?? at };
  if (what === 'blind' && run.captureAt !== null) return { ...run, blind: true };
  if (what === 'drawn' && mine) return { ...run, drawnAt: run.drawnAt ?? at };
  if (what === 'heard' && mine) return { ...run, heardAt: run.heardAt ?? at };
  if (what === 'silent' && mine) return { ...run, silent: true };
  return run;
}

/** When a birth is to be seen: every window begins it on the same frame. */
export function dueAt({ bornAt }: Run): number | null {
  return bornAt === null ? null : bornAt + BIRTH_LEAD_MS;
}
