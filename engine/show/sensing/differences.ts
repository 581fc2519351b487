import type { RoomSetup } from './room.ts';
import { thresholdNames } from './thresholds.ts';

/** One value that differs; the sensor is empty where the fusion does, null where a side has no such sensor. */
export interface Difference {
  sensor: string;
  name: string;
  was: number | string | null;
  is: number | string | null;
}

/** What differs between two calibrations, sensor by sensor. */
export function differences(was: RoomSetup, is: RoomSetup): Difference[] {
  const names = [...new Set([...Object.keys(was.sensors), ...Object.keys(is.sensors)])];
  const all = names.flatMap((sensor) =>
    thresholdNames.map((name) => ({
      sensor,
      name,
      was: was.sensors[sensor]?.[name] ?? null,
      is: is.sensors[sensor]?.[name] ?? null,
    })),
  );
  const fusion = (['mode', 'threshold'] as const).map((name) => ({
    sensor: '',
    name,
    was: was.fusion[name],
    is: is.fusion[name],
  }));
  return [...all, ...fusion].filter((one) => one.was !== one.is);
}
