import type { Baseline } from '../../engine/show/sensing/baseline.ts';
import type { Stage } from '../../engine/show/stage.ts';

/** A move of the empty room that is worth a fact. */
const MOVED_CM = 5;
const EVERY_MS = 60_000;

/** Tells what the empty room of a sensor reads whenever that has moved, once a minute at most; 0 cm = nothing. */
export function baselineTeller(stage: Stage): (sensor: string, baseline: Baseline, at: number) => void {
  const toldAt = new Map<string, number>();
  return (sensor, baseline, at) => {
    if (!baseline.known || at - (toldAt.get(sensor) ?? -Infinity) < EVERY_MS) return;
    const baselineCm = Math.round(baseline.cm ?? 0);
    const was = stage.state().calibration.baselines[sensor];
    const same =
      was !== undefined && (was === 0) === (baselineCm === 0) && Math.abs(was - baselineCm) < MOVED_CM;
    if (same) return;
    toldAt.set(sensor, at);
    stage.tell({ type: 'baseline/moved', sensor, baselineCm });
  };
}
