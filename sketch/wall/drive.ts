import type { Link } from '../link.ts';

/** The wall drawn frame by frame from outside: window.mishmashDrive, where the address says ?clock=driven. */
export interface Drive {
  /**
   * Draws the frame of `atMs` on the engine's clock, once all events up to `revision` were heard and every picture
   * that hangs is there; settles when it is drawn.
   */
  frame(atMs: number, revision: number): Promise<void>;
}

declare global {
  interface Window {
    mishmashDrive?: Drive;
  }
}

const POLL_MS = 2;

/** A link whose clock stands still between frames. */
export function driven(link: Link): { show: Link; setTime: (atMs: number) => void } {
  let atMs = 0;
  return {
    show: { ...link, now: () => atMs },
    setTime(to) {
      atMs = to;
    },
  };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Hands the frames over to whoever drives the page. */
export function handOver(
  show: Link,
  setTime: (atMs: number) => void,
  isIdle: () => boolean,
  draw: () => Promise<void>,
): void {
  window.mishmashDrive = {
    async frame(atMs, revision) {
      setTime(atMs);
      while (show.revision() < revision || !isIdle())
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      await draw();
      // What was drawn is on the glass only a frame later; a picture that is taken before may be the one before.
      await nextFrame();
      await nextFrame();
    },
  };
}
