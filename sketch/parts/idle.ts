const IDLE_MS = 60_000;

let touchedAt = performance.now();
for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const)
  addEventListener(
    sign,
    () => {
      touchedAt = performance.now();
    },
    { passive: true, capture: true },
  );

/** Whether nobody has worked at this page for a minute, or it is out of sight. */
export const isIdle = () => document.hidden || performance.now() - touchedAt > IDLE_MS;
