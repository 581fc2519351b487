import type { Fusion } from '../../../engine/show/sensing/fusion.ts';
import { type Proposal, propose } from '../../../engine/show/sensing/propose.ts';
import type { Sample } from '../../../engine/show/sensing/reading.ts';
import { emptyRoom, roomSense } from '../../../engine/show/sensing/room.ts';
import { type Night, recordings } from './night.ts';

/** Who was caught in a night, and how often nobody was. */
export interface Verdict {
  caught: number;
  falsely: number;
}

/** A capture this long after a visitor has begun to go is still theirs. */
const GRACE_MS = 1000;

type Sensors = Partial<Record<'sonar' | 'infrared', Extract<Proposal, { ok: true }>['thresholds']>>;

/** Thresholds for both sensors from the recordings of this room. Throws where there are none. */
export function proposed(seed: number): Required<Sensors> {
  const { empty, occupied } = recordings(seed);
  const of = (sensor: 'sonar' | 'infrared') => {
    const found = propose(empty[sensor], occupied[sensor]);
    if (!found.ok) throw new Error(`${sensor}: ${found.sentence}`);
    return found.thresholds;
  };
  return { sonar: of('sonar'), infrared: of('infrared') };
}

/** Plays a night through the room as the board edge does, and compares who entered with who was there. */
export function judge(night: Night, sensors: Sensors, fusion: Fusion): Verdict {
  const setup = {
    sensors: Object.fromEntries(Object.entries(sensors).map(([name, one]) => [name, { ...one, weight: 1 }])),
    fusion,
  };
  let room = emptyRoom;
  const enteredAt: number[] = [];
  for (const [name, { at, cm }] of merged(night, Object.keys(sensors))) {
    const told = roomSense(room, name, cm, at, setup);
    room = told.room;
    if (told.facts.some((fact) => fact.type === 'presence/entered')) enteredAt.push(at);
  }
  const visitors = night.people.filter(({ kind }) => kind === 'visitor');
  const isOf = (at: number, { from, until }: { from: number; until: number }) =>
    at >= from && at <= until + GRACE_MS;
  return {
    caught: visitors.filter((visitor) => enteredAt.some((at) => isOf(at, visitor))).length,
    falsely: enteredAt.filter((at) => !visitors.some((visitor) => isOf(at, visitor))).length,
  };
}

function* merged(night: Night, names: string[]): Generator<[string, Sample]> {
  for (let i = 0; i < night.sonar.length; i++) {
    if (names.includes('sonar')) yield ['sonar', night.sonar[i]!];
    if (names.includes('infrared')) yield ['infrared', night.infrared[i]!];
  }
}
