import type { EventOf } from '../events.ts';
import { type Fusion, isRoomTaken } from './fusion.ts';
import { type Sensing, type Step, sense, unsensed } from './sense.ts';
import type { Thresholds } from './thresholds.ts';

/** The name under which several sensors tell of somebody together. */
export const ROOM = 'room';

export interface RoomSetup {
  /** The sensors that answer, by name. */
  sensors: Readonly<Record<string, Thresholds>>;
  fusion: Fusion;
}

/** What every sensor senses, and who has been told to be there. */
export interface Room {
  sensors: Readonly<Record<string, Sensing>>;
  told: readonly string[];
}

export type RoomFact = EventOf<'presence/entered'> | EventOf<'presence/left'>;

export const emptyRoom: Room = { sensors: {}, told: [] };

/** Nobody in a room that is known from before: what each sensor read of it, in cm, 0 = nothing. */
export function knownEmptyRoom(baselines: Readonly<Record<string, number>>): Room {
  const sensors = Object.entries(baselines).map(([name, cm]) => [name, unsensed(cm)]);
  return { sensors: Object.fromEntries(sensors), told: [] };
}

/** One reading of one sensor: its steps, and the facts that follow for the room. `at` in ms. Pure. */
export function roomSense(
  room: Room,
  sensor: string,
  raw: number | null,
  at: number,
  setup: RoomSetup,
): { room: Room; step: Step | null; facts: RoomFact[] } {
  const thresholds = setup.sensors[sensor];
  if (!thresholds) return { room, step: null, facts: [] };
  const { state, step } = sense(room.sensors[sensor] ?? unsensed(), raw, at, thresholds);
  const sensors = { ...room.sensors, [sensor]: state };
  const wanted = whoIsThere(sensors, setup);
  const facts = differing(room.told, wanted, sensors);
  const told = facts.length > 0 ? wanted : room.told;
  return { room: { sensors, told }, step, facts };
}

/** The room once some of its sensors tell nothing any more, as where their board is lost: they see nobody. Pure. */
export function roomForgets(
  room: Room,
  names: readonly string[],
  baselines: Readonly<Record<string, number>>,
  setup: RoomSetup,
): { room: Room; facts: RoomFact[] } {
  const known = knownEmptyRoom(baselines).sensors;
  const sensors = { ...room.sensors };
  for (const name of names) sensors[name] = known[name] ?? unsensed();
  const told = whoIsThere(sensors, setup);
  return { room: { sensors, told }, facts: differing(room.told, told, sensors) };
}

function whoIsThere(sensors: Room['sensors'], { sensors: known, fusion }: RoomSetup): string[] {
  const sees = (name: string) => sensors[name]?.dwell.present ?? false;
  const names = Object.keys(known);
  if (fusion.mode === 'any') return names.filter(sees);
  const votes = names.map((name) => ({ present: sees(name), weight: known[name]!.weight }));
  return isRoomTaken(votes, fusion) ? [ROOM] : [];
}

function differing(told: readonly string[], wanted: readonly string[], sensors: Room['sensors']): RoomFact[] {
  if (told.length === 0 && wanted.length === 0) return [];
  const entered = wanted.filter((name) => !told.includes(name));
  const left = told.filter((name) => !wanted.includes(name));
  return [
    ...entered.map((sensor): RoomFact => {
      return { type: 'presence/entered', sensor, distanceCm: distanceOf(sensor, sensors) };
    }),
    ...left.map((sensor): RoomFact => ({ type: 'presence/left', sensor })),
  ];
}

/** Of a sensor, or of the nearest that a sensor of the room sees. */
function distanceOf(name: string, sensors: Room['sensors']): number {
  const own = sensors[name]?.euro?.cm;
  if (name !== ROOM) return own ?? 0;
  const seen = Object.values(sensors).flatMap(({ dwell, euro }) => (dwell.present && euro ? [euro.cm] : []));
  return seen.length > 0 ? Math.min(...seen) : 0;
}
