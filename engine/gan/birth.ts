import { conceive, latentOf, planBirth, type Recipe, type Wishes } from '../show/breeding.ts';
import type { Event } from '../show/events.ts';
import type { Genome } from '../show/genome.ts';
import type { Params } from '../show/params.ts';
import { type Population, pickVictim } from '../show/population.ts';
import { seeded } from '../show/random.ts';
import type { CreatureRecord, Picture } from '../show/record.ts';
import type { State } from '../show/state.ts';
import type { Generator, ModelInfo } from './port.ts';

/** A creature that is bred and drawn but not yet announced. */
export interface Prepared {
  recipe: Recipe;
  genome: Genome;
  picture: Picture;
  number: number;
  /** Who hung in the slot when the birth was planned. */
  expected: number | null;
}

export interface Conditions {
  params: Params;
  population: Population;
  referenceSpread: number;
  wishes?: Wishes;
}

/** Breeds and draws one creature. Rejects with GeneratorDown where the networks are away. */
export async function prepareBirth(
  generator: Generator,
  { params, population, referenceSpread, wishes }: Conditions,
  { number, seed }: { number: number; seed: number },
): Promise<Prepared> {
  const { layers, name, zDim } = generator.model;
  const genomeOf = (id: number) => population.find((one) => one?.creature === id)?.genome;
  const fits = (id: number) => id === 0 || fitsModel(genomeOf(id), generator.model);
  const context = { params, population, layers, referenceSpread, ...(wishes && { wishes }) };
  const planned = planBirth(context, seed);
  // Creatures of a generator that was replaced hang on but cannot breed with this one's.
  const recipe =
    fits(planned.parentA) && fits(planned.parentB)
      ? planned
      : planBirth({ ...context, params: { ...params, newcomers: 1 }, wishes: strangersOnly(wishes) }, seed);
  const expected = population[recipe.slot]?.creature ?? null;
  const a = genomeOf(recipe.parentA);
  const b = genomeOf(recipe.parentB);
  const fresh = await generator.map(latentOf(recipe, zDim), recipe.freshKingdom, 'birth');
  const average = generator.average(recipe.mix);
  const genome = conceive(recipe, a && b ? [a, b] : null, fresh, average, layers, name, generator.directions);
  const picture = await generator.render(genome, recipe.mix, recipe.psi, 'birth');
  return { recipe, genome, picture, number, expected };
}

/**
 * The facts and the record of a prepared birth as the wall stands now: where a visitor has taken its slot
 * meanwhile it finds another.
 */
export function announcement(
  prepared: Prepared,
  state: State,
  population: Population,
  bornAt: number,
): { events: Event[]; record: CreatureRecord } {
  const { recipe, genome, number, expected } = prepared;
  const free =
    recipe.slot < state.wall.length &&
    (state.wall[recipe.slot] ?? null) === expected &&
    !(expected !== null && state.desk.pinned.includes(expected));
  const slot = free
    ? recipe.slot
    : pickVictim(population, state.params.diversity, seeded(recipe.seed ^ 0x2545f491), state.desk.pinned);
  const { seed: creature, parentA, parentB, generation, mix, psi } = recipe;
  const dying = state.wall[slot] ?? null;
  const [human, machine, cell] = mix;
  const born: Event = {
    type: 'creature/born',
    creature,
    slot,
    parentA,
    parentB,
    generation,
    human,
    machine,
    cell,
  };
  const died: Event[] = dying === null ? [] : [{ type: 'creature/died', creature: dying, slot }];
  const kin = { parentA, parentB, generation, mix, psi };
  const record = {
    creature,
    number,
    slot,
    ...kin,
    bornAt,
    genome,
    recipe: { ...recipe, slot },
    profile: null,
  };
  return { events: [...died, born], record };
}

/** A favourite of another generator cannot be bred from with this one. */
function strangersOnly(wishes: Wishes | undefined): Wishes {
  return { pinned: wishes?.pinned ?? [], steer: wishes?.steer ?? {}, favoured: null };
}

function fitsModel(genome: Genome | undefined, model: ModelInfo): boolean {
  return genome?.model === model.name && genome.layers === model.layers && genome.wDim === model.wDim;
}
