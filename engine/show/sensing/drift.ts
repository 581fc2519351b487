import type { Stage } from '../stage.ts';
import type { Calibration } from './calibration.ts';

const CODE = 'sensor-drifted';
/** The empty room may move by this much from what it was when the calibration was kept, or by this share of it. */
const BOUND = { cm: 15, share: 0.1 };
/** It has come back within this share of the bound. */
const BACK = 0.7;

/** The sensors whose empty room is no longer the one of the current calibration; `before`: those that were. */
export function drifted(calibration: Calibration, before: readonly string[]): string[] {
  const kept = calibration.versions.find(({ version }) => version === calibration.current);
  return Object.entries(kept?.baselines ?? {}).flatMap(([sensor, wasCm]) => {
    const isCm = calibration.baselines[sensor];
    if (isCm === undefined || !Object.hasOwn(calibration.config.sensors, sensor)) return [];
    if ((wasCm === 0) !== (isCm === 0)) return [sensor];
    const bound = Math.max(BOUND.cm, wasCm * BOUND.share) * (before.includes(sensor) ? BACK : 1);
    return Math.abs(isCm - wasCm) > bound ? [sensor] : [];
  });
}

/** Raises a fault for every sensor that has drifted, and clears it once it is back or calibrated anew. Returns how to stop. */
export function startDrift(stage: Stage): () => void {
  let calibration: Calibration | null = null;
  let raised: string[] = [];

  function look(now: Calibration): void {
    if (now === calibration) return;
    calibration = now;
    const before = raised;
    raised = drifted(now, before);
    for (const sensor of raised)
      if (!before.includes(sensor)) stage.tell({ type: 'fault/raised', code: CODE, where: sensor });
    for (const sensor of before)
      if (!raised.includes(sensor)) stage.tell({ type: 'fault/cleared', code: CODE, where: sensor });
  }
  const stop = stage.onEvent((_, state) => look(state.calibration));
  look(stage.state().calibration);
  return stop;
}
