import type { Event } from '../show/events.ts';
import { seeded } from '../show/random.ts';
import type { CreatureRecord } from '../show/record.ts';
import type { Stage } from '../show/stage.ts';
import { slotForProfile } from '../show/wall.ts';

/**
 * Hangs a profile, or only makes it known where it may not hang, in one durable step; returns the record as kept.
 * Choosing the slot and announcing it are one synchronous act, so no other birth can come between.
 */
export function announceProfile(stage: Stage, record: CreatureRecord, hang: boolean): CreatureRecord {
  const { wall, specimens } = stage.state();
  const mate = record.profile!.mishmashedWith;
  const chance = seeded(record.creature ^ 0x736c6f74)();
  const slot = hang ? slotForProfile(wall, specimens, mate, chance) : -1;
  const kept: CreatureRecord = { ...record, slot, bornAt: stage.now() };
  stage.announce(eventsOf(kept, hang, wall[slot] ?? null), kept);
  return kept;
}

function eventsOf(record: CreatureRecord, hang: boolean, displaced: number | null): Event[] {
  const { creature, slot, parentA, parentB, generation } = record;
  const [human, machine, cell] = record.mix;
  const { visit, name } = record.profile!;
  // A name that may not be on the wall is in no event either: events go to every page and to OSC.
  const events: Event[] = [{ type: 'profile/born', visit, creature, name: hang ? name : '' }];
  if (displaced !== null) events.push({ type: 'creature/died', creature: displaced, slot });
  const body = { slot, parentA, parentB, generation, human, machine, cell };
  events.push({ type: 'creature/born', creature, ...body });
  return events;
}
