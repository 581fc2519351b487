import {
  FUSION_MODES,
  FUSION_RANGE,
  type Fusion,
  type FusionMode,
} from '../../engine/show/sensing/fusion.ts';
import {
  THRESHOLD_RANGES,
  type ThresholdName,
  thresholdNames,
} from '../../engine/show/sensing/thresholds.ts';
import { save, sensors, setFusion, setup, setValues, unsaved } from './calibration-orders.ts';
import { NumberField } from './number-field.tsx';
import { Refused } from './refused.tsx';

const SAYS: Record<ThresholdName, string> = {
  nearCm: 'nearer is somebody',
  farCm: 'farther is nobody',
  dwellMs: 'to be noticed',
  leaveMs: 'to have left',
  marginCm: 'before the empty room',
  weight: 'when weighed',
};
const MODES: Record<FusionMode, string> = {
  any: 'any: each sensor for itself',
  all: 'all: somebody is who all see',
  weighted: 'weighted: the weights reach the threshold',
};
const UNITS: Partial<Record<ThresholdName, number>> = { dwellMs: 100, leaveMs: 100, weight: 0.1 };

/** Every threshold of every sensor, and how they make one room. */
export function ThresholdsSection() {
  return (
    <section id="thresholds" aria-label="thresholds">
      <h2>thresholds</h2>
      <table>
        <thead>
          <tr>
            <td />
            {thresholdNames.map((name) => (
              <th key={name} scope="col">
                {name}
                <br />
                <small>{SAYS[name]}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sensors.value.map((sensor) => (
            <tr key={sensor}>
              <th scope="row">{sensor}</th>
              {thresholdNames.map((name) => (
                <td key={name}>
                  <NumberField
                    label={`${name} of ${sensor}`}
                    value={setup.value.sensors[sensor]?.[name] ?? 0}
                    {...THRESHOLD_RANGES[name]}
                    step={UNITS[name] ?? 1}
                    set={(to) => setValues('thresholds', sensor, { [name]: to })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <FusionFields fusion={setup.value.fusion} />
      <div class="row">
        <button type="button" disabled={unsaved.value.length === 0} onClick={() => save('thresholds')}>
          save thresholds
        </button>
        <output>{unsaved.value.length === 0 ? '✓ all saved' : `△ ${unsaved.value.length} not saved`}</output>
      </div>
      <Refused section="thresholds" />
    </section>
  );
}

function FusionFields({ fusion }: { fusion: Fusion }) {
  return (
    <div class="row">
      <label class="row">
        fusion
        <select
          value={fusion.mode}
          onChange={(event) => setFusion({ ...fusion, mode: event.currentTarget.value as FusionMode })}
        >
          {FUSION_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {MODES[mode]}
            </option>
          ))}
        </select>
      </label>
      {fusion.mode === 'weighted' && (
        <NumberField
          text="threshold"
          label="threshold of the fusion"
          value={fusion.threshold}
          {...FUSION_RANGE}
          step={0.1}
          set={(threshold) => setFusion({ ...fusion, threshold })}
        />
      )}
    </div>
  );
}
