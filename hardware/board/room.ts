import type { Config } from '../../engine/show/config-schema.ts';
import { knownEmptyRoom, type RoomFact, roomForgets, roomSense } from '../../engine/show/sensing/room.ts';
import type { Stage } from '../../engine/show/stage.ts';
import { baselineTeller } from './baselines.ts';
import { setupReader } from './setup.ts';

/** The one room that the sensors of all boards are in. */
export interface SensedRoom {
  /** Distance in cm; null = nothing seen. */
  reading(sensor: string, distanceCm: number | null): void;
  /** Sensors of a board that is not there see nobody. */
  forget(sensors: readonly string[]): void;
  /** Of a board's sensors, those that it cannot serve: they are not counted. */
  leaveOut(sensors: readonly string[], unfit: ReadonlyMap<string, unknown>): void;
}

/** Turns the readings of every board into the facts of one room. */
export function senseRoom(stage: Stage, config: Pick<Config, 'boards' | 'fusion'>): SensedRoom {
  const setup = setupReader(config, stage);
  const tellBaseline = baselineTeller(stage);
  const baselines = () => stage.state().calibration.baselines;
  const tell = (facts: readonly RoomFact[]) => {
    for (const fact of facts) stage.tell(fact);
  };
  let room = knownEmptyRoom(baselines());
  let unfit: ReadonlySet<string> = new Set();

  return {
    reading(sensor, distanceCm) {
      const sensed = roomSense(room, sensor, distanceCm, stage.now(), setup(unfit));
      room = sensed.room;
      stage.trace(sensor, distanceCm, sensed.step);
      tell(sensed.facts);
      if (sensed.step) tellBaseline(sensor, room.sensors[sensor]!.baseline, sensed.step.at);
    },
    forget(sensors) {
      const forgotten = roomForgets(room, sensors, baselines(), setup(unfit));
      room = forgotten.room;
      tell(forgotten.facts);
    },
    leaveOut(sensors, now) {
      const others = [...unfit].filter((name) => !sensors.includes(name));
      unfit = new Set([...others, ...sensors.filter((name) => now.has(name))]);
    },
  };
}
