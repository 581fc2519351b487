import type { Proportions } from '../show/landmarks.ts';
import { type CreatureView, Refusal } from '../show/ports.ts';
import type { Attribute, Consent, CreatureRecord, ProfileRecord } from '../show/record.ts';
import { fictionalAttributes } from './attributes.ts';
import { newCode } from './code.ts';
import type { Hybrid } from './hybrid.ts';
import type { Mate } from './mate.ts';
import { machineName } from './name.ts';
import type { VisitParts } from './parts.ts';

/** How far up the lineage earlier visitors are counted. */
const ANCESTRY_DEPTH = 4;

/** A hybrid that is made but neither kept nor hung. */
export interface Arrival {
  visit: string;
  seed: number;
  number: number;
  name: string;
  consent: Consent;
  psi: number;
  mate: Mate;
  hybrid: Hybrid;
  /** What was guessed of the visitor, and how the face is built where that may be used. */
  said: { attributes: Attribute[]; proportions: Proportions | null };
}

/** The whole record of an arrival but for its slot (-1) and its birthday (0), which are fixed when it is announced. */
export function recordOf(
  arrival: Arrival,
  { generator, library, leaveOut }: Pick<VisitParts, 'generator' | 'library' | 'leaveOut'>,
): CreatureRecord {
  const { seed, mate, hybrid, consent, said } = arrival;
  const kin = library.ancestors(mate.creature, ANCESTRY_DEPTH) ?? [];
  const named = kin.filter((one) => one.name !== null).length;
  const visitorsBefore = named + Number(mate.visitor);
  const average = generator.average(hybrid.mix);
  const { proportions } = said;
  const plate = { ...hybrid, average, proportions, mate: pedigree(mate), visitorsBefore };
  const profile: ProfileRecord = {
    visit: arrival.visit,
    code: newCode(),
    name: arrival.name || machineName(seed),
    mishmashedWith: mate.creature,
    attributes: [...said.attributes, ...fictionalAttributes(plate, leaveOut)].filter(
      (one) => !leaveOut.includes(one.name),
    ),
    consent,
  };
  return {
    creature: seed,
    number: arrival.number,
    slot: -1,
    parentA: mate.creature,
    parentB: 0,
    generation: mate.generation + 1,
    mix: hybrid.mix,
    psi: arrival.psi,
    bornAt: 0,
    genome: hybrid.genome,
    recipe: null,
    profile,
  };
}

/** The record as its visitor sees it. */
export function viewOf(record: CreatureRecord): CreatureView {
  const [human, machine, cell] = record.mix;
  const { name, mishmashedWith, attributes } = record.profile!;
  return {
    id: record.creature,
    seed: record.creature,
    mix: { human, machine, cell },
    parents: [record.parentA],
    generation: record.generation,
    bornAt: record.bornAt,
    psi: record.psi,
    profile: { name, mishmashedWith, attributes },
  };
}

/** Nobody's face is mixed without their word for it. */
export function requireConsent(consent: Consent): void {
  if (consent.mix) return;
  throw new Refusal(
    422,
    'consent-missing',
    'The machine mixes no face without consent.',
    'Agree to the mixing, or leave without being photographed.',
  );
}

function pedigree(mate: Mate) {
  return { creature: mate.creature, generation: mate.generation };
}
