import type { EventOf } from '../events.ts';
import { ANY, FUSION_MODES, FUSION_RANGE, type Fusion } from './fusion.ts';
import type { RoomSetup } from './room.ts';
import { isThreshold, type ThresholdName, type Thresholds, thresholdNames } from './thresholds.ts';

/** A calibration that was kept, whole: it needs no configuration to be gone back to. */
export interface Version extends RoomSetup {
  version: number;
  /** ms since 1970. */
  at: number;
  by: string;
  /** What the empty room read then, in cm; 0 = nothing. */
  baselines: Readonly<Record<string, number>>;
}

/** What was set by hand, over what the configuration says. */
export interface Overrides {
  sensors: Readonly<Record<string, Partial<Thresholds>>>;
  fusion: Fusion | null;
}

export interface Calibration {
  /** Of each sensor of the configuration: pir, ultrasonic or infrared. */
  kinds: Readonly<Record<string, string>>;
  config: RoomSetup;
  set: Overrides;
  /** What the empty room reads now, by sensor, in cm; 0 = nothing. */
  baselines: Readonly<Record<string, number>>;
  /** The oldest first. */
  versions: readonly Version[];
  /** The version last kept or gone back to; 0 = the configuration. */
  current: number;
}

export type ConfiguredSensor = Thresholds & { name: string; kind: string };
type Told = EventOf<
  'threshold/set' | 'fusion/set' | 'baseline/moved' | 'calibration/saved' | 'calibration/reverted'
>;

export const MAX_VERSIONS = 50;
export const MAX_SENSORS = 32;
const MAX_LABEL = 40;
const NOTHING_SET: Overrides = { sensors: {}, fusion: null };

/** The calibration of a show that has just been set up. */
export function uncalibrated(sensors: readonly ConfiguredSensor[] = [], fusion = ANY): Calibration {
  const config = {
    sensors: Object.fromEntries(sensors.map((sensor) => [sensor.name, only(sensor)])),
    fusion,
  };
  const kinds = Object.fromEntries(sensors.map(({ name, kind }) => [name, kind]));
  return { kinds, config, set: NOTHING_SET, baselines: {}, versions: [], current: 0 };
}

/** The setup that holds: `config`, and over it what was set. */
export function setupOf(config: RoomSetup, set: Overrides): RoomSetup {
  const sensors = Object.entries(config.sensors).map(([name, one]) => [
    name,
    { ...only(one), ...set.sensors[name] },
  ]);
  return { sensors: Object.fromEntries(sensors), fusion: set.fusion ?? config.fusion };
}

/** The calibration after a fact about it, `at` ms since 1970; what cannot be changes nothing. */
export function calibrated(state: Calibration, event: Told, at: number): Calibration {
  switch (event.type) {
    case 'threshold/set':
      return isThreshold(event.name, event.value) && hasRoom(state.set.sensors, event.sensor)
        ? withThreshold(state, event.sensor, event.name, event.value)
        : state;
    case 'fusion/set': {
      const mode = FUSION_MODES.find((one) => one === event.mode);
      const { threshold } = event;
      const fits = threshold >= FUSION_RANGE.min && threshold <= FUSION_RANGE.max;
      return mode && fits ? { ...state, set: { ...state.set, fusion: { mode, threshold } } } : state;
    }
    case 'baseline/moved':
      return event.baselineCm >= 0 && hasRoom(state.baselines, event.sensor)
        ? { ...state, baselines: { ...state.baselines, [event.sensor]: event.baselineCm } }
        : state;
    case 'calibration/saved':
      return saved(state, event, at);
    case 'calibration/reverted':
      return reverted(state, event.version);
  }
}

function only(given: Thresholds): Thresholds {
  return Object.fromEntries(thresholdNames.map((name) => [name, given[name]])) as unknown as Thresholds;
}

function hasRoom(known: object, sensor: string): boolean {
  if (sensor === '' || sensor.length > MAX_LABEL || sensor === '__proto__') return false;
  return Object.hasOwn(known, sensor) || Object.keys(known).length < MAX_SENSORS;
}

function withThreshold(state: Calibration, sensor: string, name: ThresholdName, value: number): Calibration {
  const { sensors } = state.set;
  const set = { ...state.set, sensors: { ...sensors, [sensor]: { ...sensors[sensor], [name]: value } } };
  return { ...state, set };
}

function saved(state: Calibration, { version, by }: EventOf<'calibration/saved'>, at: number): Calibration {
  if (version <= (state.versions.at(-1)?.version ?? 0)) return state;
  const { baselines } = state;
  const kept = { version, at, by, baselines, ...setupOf(state.config, state.set) };
  return { ...state, versions: [...state.versions, kept].slice(-MAX_VERSIONS), current: version };
}

function reverted(state: Calibration, version: number): Calibration {
  if (version === 0) return { ...state, set: NOTHING_SET, current: 0 };
  const kept = state.versions.find((one) => one.version === version);
  if (!kept) return state;
  return { ...state, set: { sensors: kept.sensors, fusion: kept.fusion }, current: version };
}
