/** The faces that labels are painted in. */
export const FACE = '"IBM Plex Mono", "Noto Sans SC", monospace';

const LATE_MS = 2000;
/** What the first face has by itself; it is loaded before the first label. */
const LAST_LATIN = '\u024f';

/** Whether every letter of a name can be painted at once. */
export function isAtHand(name: string | null): boolean {
  return name === null || [...name].every((letter) => letter <= LAST_LATIN);
}

/** Fetches the letters of names before these are painted: a label is painted once, and the letters may be away. */
export function spelling() {
  let pending = 0;
  return {
    isIdle: () => pending === 0,
    /** Calls `then` at once, or when the letters of `name` are there or take too long. */
    spell(name: string | null, then: () => void): void {
      if (isAtHand(name)) {
        then();
        return;
      }
      pending += 1;
      const late = new Promise((resolve) => setTimeout(resolve, LATE_MS));
      const there = document.fonts.load(`16px ${FACE}`, name!).catch(() => {});
      void Promise.race([there, late]).then(() => {
        pending -= 1;
        then();
      });
    },
  };
}
