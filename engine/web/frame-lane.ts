import type { Stage } from '../show/stage.ts';
import { namedFrame, type Reader, sendLatest } from './reader.ts';

/** Passes frames on to whoever listens, and listens itself only while somebody does: other frames are not drawn. */
export function frameLane(stage: Stage, listening: () => readonly Reader[]) {
  let unhear: (() => void) | null = null;

  function stop(): void {
    unhear?.();
    unhear = null;
  }

  return {
    /** To be called when who listens may have changed. */
    attend(): void {
      if (listening().length === 0) stop();
      else
        unhear ??= stage.onFrame((name, bytes) => {
          const frame = namedFrame(name, bytes);
          for (const reader of listening()) sendLatest(reader, frame);
        });
    },
    stop,
  };
}
