import type { Lane } from './port.ts';

const ORDER: readonly Lane[] = ['visit', 'birth', 'spare'];

/** Most jobs that may wait in a lane; a fuller one refuses. */
export const LANE_LIMITS: Readonly<Record<Lane, number>> = { visit: 64, birth: 4, spare: 1 };

/** A bounded queue with priorities: visitors overtake births, births overtake spare work. */
export class Lanes<J> {
  readonly #lanes: Record<Lane, J[]> = { visit: [], birth: [], spare: [] };

  /** Whether the job was taken; false where the lane is full, or spare work would wait behind anything. */
  push(lane: Lane, job: J): boolean {
    const full = this.#lanes[lane].length >= LANE_LIMITS[lane];
    if (full || (lane === 'spare' && this.size > 0)) return false;
    this.#lanes[lane].push(job);
    return true;
  }

  shift(): J | undefined {
    for (const lane of ORDER) {
      const job = this.#lanes[lane].shift();
      if (job) return job;
    }
    return undefined;
  }

  /** Empties all lanes, first served first. */
  drain(): J[] {
    return ORDER.flatMap((lane) => this.#lanes[lane].splice(0));
  }

  get size(): number {
    return ORDER.reduce((sum, lane) => sum + this.#lanes[lane].length, 0);
  }
}
