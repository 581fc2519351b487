import { replay, type Stay } from '../../engine/show/sensing/replay.ts';
import type { RoomSetup } from '../../engine/show/sensing/room.ts';
import { samplesIn } from './samples-in.ts';

/** What one setup would have told of a recording of one sensor. */
export interface Told {
  stays: Stay[];
  perHour: number;
}

/** One sensor of a recording, under each setup that knows it. */
export interface TriedSensor {
  sensor: string;
  hours: number;
  told: Record<string, Told>;
}

export type Tried = { sensors: TriedSensor[] } | { trouble: string };

/** Runs every setup over recordings, CSV texts one after the other. Pure; long, so it has a worker of its own. */
export function tried(texts: readonly string[], setups: Readonly<Record<string, RoomSetup>>): Tried {
  const found = samplesIn(texts);
  if ('trouble' in found) return found;
  const sensors = [...found].flatMap(([sensor, samples]) => {
    const known = Object.entries(setups).filter(([, { sensors }]) => Object.hasOwn(sensors, sensor));
    if (known.length === 0) return [];
    let hours = 0;
    const told = known.map(([name, setup]) => {
      const one = replay(samples, setup.sensors[sensor]!);
      hours = one.hours;
      return [name, { stays: one.stays, perHour: one.enteredPerHour }];
    });
    return [{ sensor, hours, told: Object.fromEntries(told) }];
  });
  if (sensors.length > 0) return { sensors };
  const names = [...found.keys()].join(', ');
  return {
    trouble: names
      ? `The recording is of ${names}; no sensor of this show is called so.`
      : 'No sensor told anything in that time.',
  };
}
