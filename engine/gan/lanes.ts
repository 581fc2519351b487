import type { Lane } from './port.ts';

const ORDER: readonly Lane[] = ['visit', 'birth', 'spare'];

/** Most jobs that may wait in a lane; a fuller one refuses. */
export const LANE_LIMITS: Readonly<Record<Lane, number>> = { visit: 64, birth: 2, spare: 1 };

/** A bounded queue with priorities: visitors overtake births, and spare work gives way to both. */
export class Lanes<J> {
  readonly #lanes: Record<Lane, J[]> = { visit: [], birth: [], spare: [] };

  /** Takes the job unless its lane is full or spare work would wait; `dropped` is the spare work it displaces. */
  push(lane: Lane, job: J): { taken: boolean; dropped: J[] } {
    const full = this.#lanes[lane].length >= LANE_LIMITS[lane];
    if (full || (lane === 'spare' && this.size > 0)) return { taken: false, dropped: [] };
    this.#lanes[lane].push(job);
    return { taken: true, dropped: lane === 'spare' ? [] : this.#lanes.spare.splice(0) };
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
