import type { Event } from '../show/events.ts';
import type { CreatureView } from '../show/ports.ts';
import { seeded } from '../show/random.ts';
import type { CreatureRecord } from '../show/record.ts';
import type { Stage } from '../show/stage.ts';
import { slotForProfile } from '../show/wall.ts';

/** Where a portrait goes: it hangs, it waits until the desk has approved it, or nobody but its visitor sees it. */
export type Hanging = 'wall' | 'waiting' | 'nowhere';

/**
 * Hangs a profile, or only makes it known where it may not hang, in one durable step; returns the record as kept.
 * Choosing the slot and announcing it are one synchronous act, so no other birth can come between.
 */
export function announceProfile(stage: Stage, record: CreatureRecord, where: Hanging): CreatureRecord {
  const { creature, parentA, parentB, generation, mix } = record;
  const { visit, name, mishmashedWith } = record.profile!;
  const slot = where === 'wall' ? slotFor(stage, creature, mishmashedWith) : -1;
  const kept: CreatureRecord = { ...record, slot, bornAt: stage.now() };
  // A name that may not be on the wall is in no event either: events go to every page and to OSC.
  const events: Event[] = [{ type: 'profile/born', visit, creature, name: where === 'wall' ? name : '' }];
  if (where === 'waiting') events.push({ type: 'profile/waiting', creature });
  else events.push(...births(stage, { creature, slot, parentA, parentB, generation, mix }));
  stage.announce(events, kept);
  return kept;
}

/** Hangs a profile that waited, for the desk; false where it does not wait. `view` is what the library knows of it. */
export function approveProfile(stage: Stage, view: CreatureView): boolean {
  const { id: creature, generation, parents, profile } = view;
  if (!profile || !stage.state().waiting.includes(creature)) return false;
  const { human, machine, cell } = view.mix;
  const [parentA = 0, parentB = 0] = parents;
  const slot = slotFor(stage, creature, profile.mishmashedWith);
  const born = { creature, slot, parentA, parentB, generation, mix: [human, machine, cell] as const };
  stage.announce([{ type: 'profile/approved', creature, name: profile.name }, ...births(stage, born)]);
  return true;
}

function slotFor(stage: Stage, creature: number, mate: number): number {
  const { wall, specimens, desk } = stage.state();
  return slotForProfile(wall, specimens, mate, seeded(creature ^ 0x736c6f74)(), desk.pinned);
}

type Born = Pick<CreatureRecord, 'creature' | 'slot' | 'parentA' | 'parentB' | 'generation' | 'mix'>;

/** Whoever hangs in the slot dies of it. */
function births(stage: Stage, { mix, ...born }: Born): Event[] {
  const [human, machine, cell] = mix;
  const displaced = stage.state().wall[born.slot] ?? null;
  const birth: Event = { type: 'creature/born', ...born, human, machine, cell };
  return displaced === null
    ? [birth]
    : [{ type: 'creature/died', creature: displaced, slot: born.slot }, birth];
}
