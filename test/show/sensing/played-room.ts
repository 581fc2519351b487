import { CSV_HEADER, csvLine } from '../../../engine/show/sensing/traces-csv.ts';
import { recordings } from './night.ts';

const SEED = 7;
export const EMPTY_MS = 110_000;
export const OCCUPIED_MS = 40_000;

/** The sensors of this room look too far: its very wall is somebody. */
export const SENSORS = [
  { name: 'sonar', kind: 'ultrasonic', pin: 7, nearCm: 180, farCm: 220 },
  { name: 'eye', kind: 'infrared', pin: 'A0', nearCm: 180, farCm: 220 },
];

/** Almost two minutes of nobody, then somebody who stands there, as two sensors tell it: a CSV. */
export function playedRoom(startAt: number): string {
  const { empty, occupied } = recordings(SEED);
  const parts = [
    { night: empty, from: 0, ms: EMPTY_MS, at: startAt },
    { night: occupied, from: 5000, ms: OCCUPIED_MS, at: startAt + EMPTY_MS },
  ];
  const lines = parts.flatMap(({ night, from, ms, at }) =>
    [
      ...night.sonar.map((one) => ({ ...one, sensor: 'sonar' })),
      ...night.infrared.map((one) => ({ ...one, sensor: 'eye' })),
    ]
      .filter((one) => one.at >= from && one.at < from + ms)
      .sort((a, b) => a.at - b.at)
      .map(({ at: told, sensor, cm }) => csvLine({ at: at + told - from, sensor, cm })),
  );
  return `${CSV_HEADER}\n${lines.join('\n')}\n`;
}
