import type { Library, VisitRequest, VisitResult, VisitStep } from '../show/ports.ts';
import type { CreatureRecord } from '../show/record.ts';
import { paramsAt } from '../show/scenes.ts';
import { isAwaited, over } from './admission.ts';
import { announceProfile } from './announce.ts';
import { readGuesses } from './guesses.ts';
import { hybridOf } from './hybrid.ts';
import type { Lane } from './lanes.ts';
import { mateFromWall } from './mate.ts';
import { readName } from './name.ts';
import { ownAttributes } from './own-attributes.ts';
import type { VisitParts } from './parts.ts';
import { squareCrop } from './photo.ts';
import { type Arrival, recordOf, requireConsent, viewOf } from './record.ts';
import { requireSpeakable } from './refused.ts';

export interface Lanes {
  /** Decoding of photos. */
  reading: Lane;
  /** Work of the networks. */
  making: Lane;
}

/**
 * The straight line of one visit: photo, crop, hybrid, attributes, profile. The photo is wiped as soon as its crop
 * is cut, the crop as soon as the hybrid is made. Whoever stands at the booth goes before the phones that wait.
 * Rejects with a Refusal where the visitor can do something.
 */
export async function walkLine(
  parts: VisitParts,
  lanes: Lanes,
  request: VisitRequest,
  visit: string,
  tell: (step: VisitStep) => void,
): Promise<VisitResult> {
  const { stage, library, generator } = parts;
  requireConsent(request.consent);
  const name = readName(request.name);
  requireSpeakable(name, parts.refusedWords);
  const guesses = readGuesses(request.attributes, parts.guesses, parts.minAge);
  const crop = await lanes.reading.run(() => squareCrop(request.photo, guesses.face));
  request.photo.fill(0);
  const booth = request.visit !== null;
  if (booth) captured(parts, visit);
  tell('queue');
  const make = async () => {
    tell('hybrid');
    const { likeness, psi } = paramsAt(stage.state(), stage.now());
    const { number, seed } = parts.seeds.next();
    const mate = mateFromWall(stage.state(), library, generator.model, seed);
    const hybrid = await hybridOf(generator, crop, mate, likeness, psi, seed);
    const own = await ownAttributes(parts, crop, hybrid.picture);
    const said = { proportions: guesses.proportions, attributes: [...guesses.attributes, ...own] };
    const { consent } = request;
    tell('archive');
    return keep(parts, request, { visit, seed, number, name, consent, psi, mate, hybrid, said });
  };
  try {
    return await lanes.making.run(make, { first: booth, key: request.ticket });
  } finally {
    crop.data.fill(0);
  }
}

/** The booth's page says so too; whoever is second changes nothing. */
function captured({ stage }: VisitParts, visit: string): void {
  if (stage.state().phase === 'capture') stage.tell({ type: 'selfie/captured', visit });
}

/** Makes the hybrid durable and public, unless its visitor has left or refused in the meantime. */
async function keep(parts: VisitParts, request: VisitRequest, arrival: Arrival): Promise<VisitResult> {
  const { stage, library } = parts;
  const { visit, consent, hybrid } = arrival;
  const gone = () => request.visit !== null && !isAwaited(stage, visit);
  if (gone()) throw over('The visit ended before the portrait was finished.');
  const record = recordOf(arrival, parts);
  const { code } = record.profile!;
  await library.keepPicture(record.creature, hybrid.picture);
  const late = gone();
  const where = parts.approval ? 'waiting' : 'wall';
  const kept = await announced(
    () => announceProfile(stage, record, late || !consent.wall ? 'nowhere' : where),
    library,
    record,
  );
  if (late) {
    // Its picture is already on the disk; only a record that is known can be erased for good.
    await library.erase(code);
    stage.tell({ type: 'profile/erased', creature: kept.creature });
    throw over('The visit ended before the portrait was finished.');
  }
  return { visit, code, creature: viewOf(kept), profile: kept.profile! };
}

/** A portrait whose record cannot be kept does not stay behind either. */
async function announced(
  announce: () => CreatureRecord,
  library: Library,
  record: CreatureRecord,
): Promise<CreatureRecord> {
  try {
    return announce();
  } catch (error) {
    await library.dropPicture(record.creature);
    throw error;
  }
}
