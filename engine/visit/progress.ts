import type { VisitProgress, VisitStep } from '../show/ports.ts';
import type { Lane } from './lanes.ts';

/** Where each visit stands, by the ticket that its page drew. */
export interface ProgressBoard {
  /** Begins a visit; false where the ticket is in use: then nothing is told of this one. */
  begin(ticket: string): boolean;
  at(ticket: string, step: VisitStep): void;
  end(ticket: string): void;
  /** Null for a visit that is over or was never here. */
  of(ticket: string): VisitProgress | null;
}

/** A new board; `making` is the lane in which visits wait for the networks. */
export function progressBoard(making: Lane): ProgressBoard {
  const steps = new Map<string, VisitStep>();
  return {
    begin(ticket) {
      if (steps.has(ticket)) return false;
      steps.set(ticket, 'photo');
      return true;
    },
    at(ticket, step) {
      if (steps.has(ticket)) steps.set(ticket, step);
    },
    end: (ticket) => void steps.delete(ticket),
    of(ticket) {
      const step = steps.get(ticket);
      if (!step) return null;
      const place = step === 'queue' ? making.place(ticket) : 0;
      return { step, place, waitMs: Math.round(making.waitMs(place)) };
    },
  };
}
