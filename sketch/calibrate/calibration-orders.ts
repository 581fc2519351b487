import { computed } from '@preact/signals';
import { setupOf } from '../../engine/show/sensing/calibration.ts';
import { differences } from '../../engine/show/sensing/differences.ts';
import type { Fusion } from '../../engine/show/sensing/fusion.ts';
import type { RoomSetup } from '../../engine/show/sensing/room.ts';
import type { Thresholds } from '../../engine/show/sensing/thresholds.ts';
import { order, turnBy } from '../desk/orders.ts';
import { state } from '../parts/show-signals.ts';
import { orderedIn } from './refused.tsx';

const NOTHING: RoomSetup = { sensors: {}, fusion: { mode: 'any', threshold: 1 } };

const calibration = computed(() => state.value?.calibration ?? null);
/** The thresholds and the fusion that hold now. */
export const setup = computed(() =>
  calibration.value ? setupOf(calibration.value.config, calibration.value.set) : NOTHING,
);
/** The names of the sensors, joined only so that a plot is not built anew by every event. */
const joined = computed(() => Object.keys(setup.value.sensors).join('\n'));
export const sensors = computed(() => (joined.value === '' ? [] : joined.value.split('\n')));

/** The setup of a version; 0 is the configuration. */
export function setupOfVersion(version: number): RoomSetup {
  const known = calibration.value;
  return known?.versions.find((one) => one.version === version) ?? known?.config ?? NOTHING;
}

/** What was set since the version that was kept last. */
export const unsaved = computed(() =>
  differences(setupOfVersion(calibration.value?.current ?? 0), setup.value),
);

/** Orders values of one sensor; far is taken along where near goes beyond it, and the other way round. */
export function setValues(section: string, sensor: string, values: Partial<Thresholds>): void {
  orderedIn.value = section;
  const names = Object.keys(values).join(' ');
  turnBy(`${sensor} ${names}`, '/api/calibration', { sensor, values: ordered(sensor, values) });
}

function ordered(sensor: string, values: Partial<Thresholds>): Partial<Thresholds> {
  const was = setup.value.sensors[sensor];
  if (!was) return values;
  const { nearCm, farCm } = { ...was, ...values };
  if (farCm >= nearCm) return values;
  return values.farCm === undefined ? { ...values, farCm: nearCm } : { nearCm: farCm, ...values };
}

/** Orders how the sensors make one room. */
export function setFusion(fusion: Fusion): void {
  orderedIn.value = 'thresholds';
  void order('/api/calibration', { fusion });
}

/** Keeps what holds now as a version. */
export function save(section: string): void {
  orderedIn.value = section;
  void order('/api/calibration/save');
}

/** Goes back to a version; 0 is the configuration. */
export function revert(version: number): void {
  orderedIn.value = 'versions';
  void order('/api/calibration/revert', { version });
}
