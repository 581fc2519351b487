import sharp from 'sharp';
import { type Edge, Refusal, type VisitService } from '../show/ports.ts';
import { admission } from './admission.ts';
import { approveProfile } from './announce.ts';
import { startFlow } from './flow.ts';
import { startKeeping } from './keeping.ts';
import { lane } from './lanes.ts';
import type { VisitParts } from './parts.ts';
import { progressBoard } from './progress.ts';
import { visitService } from './visit.ts';

const READERS = 2;
const MAKERS = 3;

export interface VisitOptions extends VisitParts {
  /** Told of everything that failed and is no visitor's fault. */
  onError: (error: unknown) => void;
}

/** Starts receiving visitors: the line, the phases' orders and deadlines, and the erasure of who is not kept. */
export function startVisits(options: VisitOptions): Edge & VisitService {
  // libvips would keep decoded photos in its cache for a while.
  sharp.cache(false);
  const door = admission(options.stage);
  const lanes = { reading: lane(READERS), making: lane(MAKERS) };
  const keeping = startKeeping(options, options.onError);
  const progress = progressBoard(lanes.making);
  const stopFlow = startFlow(options.stage);
  const line = visitService(options, door, lanes, keeping, progress, options.onError);
  const running = new Set<Promise<unknown>>();
  let open = true;
  return {
    name: 'visits',
    visit(request) {
      if (!open)
        return Promise.reject(
          new Refusal(503, 'closing', 'The show is closing.', 'Come back when it is open.'),
        );
      const visit = line.visit(request).finally(() => running.delete(visit));
      running.add(visit);
      return visit;
    },
    progress: progress.of,
    approve(creature) {
      const view = options.library.creature(creature);
      return view !== null && approveProfile(options.stage, view);
    },
    health: () => ({
      ok: true,
      detail: door.inside === 0 ? 'Nobody is being read.' : `${door.inside} in the house.`,
      figures: { inside: door.inside, waiting: lanes.reading.waiting + lanes.making.waiting },
    }),
    async stop() {
      open = false;
      stopFlow();
      await Promise.allSettled(running);
      await keeping.stop();
    },
  };
}
