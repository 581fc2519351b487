import { Refusal, type VisitRequest } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { newVisitId } from './code.ts';

/** Visits in the house at once, those being worked on included. */
export const MAX_VISITS = 48;

/** Who is let in: a bounded number of phones and the one running visit of the booth, once. */
export interface Admission {
  /** The visit's name; throws a Refusal where it has to wait or is over. */
  enter(request: VisitRequest): string;
  leave(visit: string): void;
  readonly inside: number;
}

export function admission(stage: Stage): Admission {
  const inside = new Set<string>();
  return {
    get inside() {
      return inside.size;
    },
    enter(request) {
      // The booth runs one visit at most, and nobody crowds it out.
      if (request.visit === null && inside.size >= MAX_VISITS) throw busy();
      const visit = request.visit ?? newVisitId();
      if (request.visit !== null) {
        if (inside.has(visit)) throw over('The machine is already reading this face.');
        if (!isAwaited(stage, visit)) throw over('This visit is over, or its photo is not yet due.');
      } else if (stage.state().sleep.asleep) throw asleep(stage.state().sleep.until);
      else if (stage.state().freeze) throw frozen();
      inside.add(visit);
      return visit;
    },
    leave: (visit) => void inside.delete(visit),
  };
}

/** Whether the booth's visit still waits for what comes of its photo. */
export function isAwaited(stage: Stage, visit: string): boolean {
  const { visit: running, phase } = stage.state();
  return running?.visit === visit && running.creature === null && (phase === 'capture' || phase === 'reveal');
}

export function over(message: string): Refusal {
  return new Refusal(409, 'visit-over', message, 'Press the button to begin a new visit.');
}

function busy(): Refusal {
  return new Refusal(503, 'busy', 'Too many visitors are waiting.', 'Wait half a minute and send it again.');
}

function asleep(until: string): Refusal {
  const when = until === '' ? 'the house is open' : `it wakes, ${until.replace('T', ' ')}`;
  return new Refusal(503, 'asleep', 'The machine is asleep.', `Come back when ${when}.`);
}

function frozen(): Refusal {
  return new Refusal(503, 'frozen', 'The machine is holding still.', 'Wait a minute and send it again.');
}
