import { signature, uniform } from '../show/genome.ts';
import { type Hanging, spread } from '../show/population.ts';
import type { Edge, Library } from '../show/ports.ts';
import { gaussians, seeded } from '../show/random.ts';
import { paramsAt } from '../show/scenes.ts';
import type { SeedSource } from '../show/seeds.ts';
import type { Stage } from '../show/stage.ts';
import { announcement, prepareBirth } from './birth.ts';
import { followWall } from './herd.ts';
import { achievedTempo, atRest, type Pace, paced } from './pace.ts';
import { type Generator, GeneratorDown } from './port.ts';

const IDLE_MS = 50;
const RETRY_MS = 250;
const REFERENCE_SIZE = 60;

/** Breeds for ever: one birth at a time at the tempo, or as fast as it can while slots are empty. */
export function startBreeder(stage: Stage, generator: Generator, library: Library, seeds: SeedSource): Edge {
  const herd = followWall(stage, library);
  let pace: Pace = atRest;
  let referenceSpread = 0;
  let stopped = false;
  let failing = false;
  let births = 0;

  const now = () => stage.now();
  const params = () => paramsAt(stage.state(), now());
  const hatching = () => stage.state().wall.includes(null);
  const resting = () => stage.state().freeze || params().tempo <= 0;

  async function breed(): Promise<void> {
    referenceSpread ||= await measureReference(generator);
    const conditions = { params: params(), population: herd.population(), referenceSpread };
    const prepared = await prepareBirth(generator, conditions, seeds.next());
    const { recipe } = prepared;
    await library.keepPicture(recipe.seed, prepared.picture);
    const erased = [recipe.parentA, recipe.parentB].some((id) => id !== 0 && !library.ancestor(id));
    if (stopped || erased) return;
    const { events, record } = announcement(prepared, stage.state(), herd.population(), now());
    stage.announce(events, record);
    births += 1;
  }

  async function turn(): Promise<void> {
    const { tempo } = params();
    const early = !hatching() && pace.nextAt - now() > 0;
    if (resting() || early) return sleep(Math.min(IDLE_MS, Math.max(1, pace.nextAt - now())));
    const hatched = hatching();
    await breed();
    const wasSlow = pace.slow;
    pace = hatched ? { ...pace, nextAt: now() + 1000 / tempo, lastAt: null } : paced(pace, now(), tempo);
    if (pace.slow !== wasSlow) tell(pace.slow ? 'raised' : 'cleared', 'generator-slow');
    if (failing) tell('cleared', 'archive-failed');
    failing = false;
  }

  function tell(what: 'raised' | 'cleared', code: string): void {
    stage.tell({ type: `fault/${what}`, code, where: 'births' });
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      try {
        await turn();
      } catch (error) {
        if (!(error instanceof GeneratorDown)) {
          failing = true;
          tell('raised', 'archive-failed');
          console.error(`a birth failed: ${error instanceof Error ? error.message : error}`);
        }
        pace = { ...pace, lastAt: null, lateness: [] };
        await sleep(RETRY_MS);
      }
    }
  }

  const looping = loop();
  return {
    name: 'breeder',
    health: () => {
      const { tempo } = params();
      const figures = { births, tempo, achievedTempo: achievedTempo(pace, tempo) ?? 0 };
      const detail = hatching() ? 'hatching the first wall' : pace.slow ? 'slower than the tempo' : 'on time';
      return { ok: !failing, detail: resting() ? 'resting' : detail, figures };
    },
    async stop() {
      stopped = true;
      herd.stop();
      await looping;
    },
  };
}

/** The spread of a small population of strangers: what the governor holds the wall against. */
async function measureReference(generator: Generator): Promise<number> {
  const { layers, name, zDim } = generator.model;
  const random = seeded(1);
  const strangers: Hanging[] = [];
  for (let i = 0; i < REFERENCE_SIZE; i++) {
    const mix = [Number(i % 3 === 0), Number(i % 3 === 1), Number(i % 3 === 2)] as const;
    const w = await generator.map(gaussians(random, zDim), mix, 'birth');
    const genome = uniform(w, layers, 0, name);
    const blank = { generation: 0, visitor: false, children: 0, age: 0 };
    strangers.push({ creature: i + 1, genome, signature: signature(genome.w), mix, ...blank });
  }
  return spread(strangers);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
