import type { SimBoard } from './sim.ts';

/** One reading of a recording: ms of any clock, cm, null = nothing seen. */
export interface Recorded {
  at: number;
  sensor: string;
  cm: number | null;
}

/** What playback needs of a clock; tests bring one that they turn themselves. */
export interface PlaybackClock {
  now(): number;
  /** Calls `job` after so many ms; returns how to call it off. */
  after(ms: number, job: () => void): () => void;
}

export interface Playback {
  /** Resolves at the end, or once stopped. */
  done: Promise<void>;
  stop(): void;
}

const realClock: PlaybackClock = {
  now: () => performance.now(),
  after(ms, job) {
    const timer = setTimeout(job, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Plays a recording, in order of time, on a simulated board: each reading as long after the first as it was then,
 * divided by `speed`. It keeps to the clock, so that late timers do not add up. Throws where the speed is not above 0.
 */
export function play(
  board: Pick<SimBoard, 'sense'>,
  samples: readonly Recorded[],
  speed = 1,
  clock: PlaybackClock = realClock,
): Playback {
  if (!(speed > 0)) throw new RangeError('the speed of a playback is above 0');
  const startedAt = clock.now();
  const first = samples[0]?.at ?? 0;
  let next = 0;
  let callOff = () => {};
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });

  function turn(): void {
    for (let one = samples[next]; one; one = samples[++next]) {
      const waitMs = (one.at - first) / speed - (clock.now() - startedAt);
      if (waitMs > 0) {
        callOff = clock.after(waitMs, turn);
        return;
      }
      board.sense(one.sensor, one.cm);
    }
    end();
  }
  turn();
  return {
    done,
    stop() {
      callOff();
      next = samples.length;
      end();
    },
  };
}
