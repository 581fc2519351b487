import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { edgesOf } from '../../engine/show/sensing/near.ts';
import { THRESHOLD_RANGES } from '../../engine/show/sensing/thresholds.ts';
import { clock, state } from '../parts/show-signals.ts';
import { setup, setValues } from './calibration-orders.ts';
import { livePlot } from './live-plot.ts';
import { NumberField } from './number-field.tsx';
import { ceilingOf, saidOf } from './plot-data.ts';
import { readingsOf } from './readings.ts';
import { ThresholdLine } from './threshold-line.tsx';

const EDGES = ['nearCm', 'farCm'] as const;
/** How long a hand's own value is shown before the show's. */
const ECHO_MS = 400;

/** One sensor as it is now: dots as told, line as filtered, the empty room dashed, near and far to be dragged. */
export function SensorPlot({ sensor }: { sensor: string }) {
  const box = useRef<HTMLDivElement>(null);
  const scale = useRef(100);
  const drafts = useSignal<{ [name: string]: { value: number; at: number } }>({});
  useEffect(() => livePlot(box.current!, sensor, () => scale.current), [sensor]);
  const thresholds = setup.value.sensors[sensor];
  if (!thresholds) return null;
  const last = readingsOf(sensor).at(-1);
  const baselineCm = last?.baselineCm ?? null;
  const ceilingCm = ceilingOf(readingsOf(sensor), [thresholds.nearCm, thresholds.farCm]);
  scale.current = ceilingCm;
  const now = edgesOf(thresholds, baselineCm);
  const shown = (name: (typeof EDGES)[number]) => {
    const draft = drafts.value[name];
    return draft && performance.now() - draft.at < ECHO_MS ? draft.value : thresholds[name];
  };
  const set = (name: (typeof EDGES)[number]) => (value: number) => {
    drafts.value = { ...drafts.value, [name]: { value, at: performance.now() } };
    setValues('sensors', sensor, { [name]: value });
  };
  return (
    <figure class="sensor" aria-label={`sensor ${sensor}`}>
      <figcaption class="row">
        <b>{sensor}</b> <small>{state.value?.calibration.kinds[sensor]}</small>
        <output>{saidOf(last, clock.value)}</output>
        <output>{last?.present ? '● somebody' : '○ nobody'}</output>
        <small>empty room {roomWords(sensor, baselineCm)}</small>
      </figcaption>
      <div class="plot" ref={box}>
        <div class="over">
          {EDGES.map((name) => (
            <ThresholdLine
              key={name}
              sensor={sensor}
              name={name}
              value={shown(name)}
              ceilingCm={ceilingCm}
              set={set(name)}
            />
          ))}
        </div>
      </div>
      <div class="row">
        {EDGES.map((name) => (
          <NumberField
            key={name}
            text={name === 'nearCm' ? 'near' : 'far'}
            label={`${name === 'nearCm' ? 'near' : 'far'} of ${sensor} in cm`}
            value={shown(name)}
            {...THRESHOLD_RANGES[name]}
            unit="cm"
            set={set(name)}
          />
        ))}
        {now.nearCm < thresholds.nearCm && (
          <small>against the empty room near is {Math.round(now.nearCm)} cm now</small>
        )}
      </div>
    </figure>
  );
}

function roomWords(sensor: string, baselineCm: number | null): string {
  if (baselineCm !== null) return `${Math.round(baselineCm)} cm`;
  return state.value?.calibration.baselines[sensor] === 0 ? 'nothing' : 'not known yet';
}
