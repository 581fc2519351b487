import type { Edge, Library } from '../show/ports.ts';
import { paramsAt } from '../show/scenes.ts';
import type { SeedSource } from '../show/seeds.ts';
import type { Stage } from '../show/stage.ts';
import { announcement, type Prepared, prepareBirth } from './birth.ts';
import { followWall } from './herd.ts';
import { achievedTempo, anchored, atRest, type Pace, paced, paused } from './pace.ts';
import { type Generator, GeneratorBusy, GeneratorDown } from './port.ts';
import { strangersReference } from './reference.ts';
import { standingFaults } from './standing.ts';

const IDLE_MS = 50;
const RETRY_MS = 250;
/** Births begin early by as much as they lately took, so that they come on the beat. */
const LEAD_SHARE = 1.2;
const WHERE = 'births';

type Sleep = (ms: number) => Promise<void>;

/**
 * Breeds for ever: one birth at a time at the tempo, or as fast as it can while slots are empty. No more than one
 * is ever prepared ahead; a machine that cannot keep the tempo breeds as fast as it can and says so.
 */
export function startBreeder(
  stage: Stage,
  generator: Generator,
  library: Library,
  seeds: SeedSource,
  sleep: Sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Edge {
  const herd = followWall(stage, library);
  const reference = strangersReference(generator);
  const faults = standingFaults(stage);
  let pace: Pace = atRest;
  let leadMs = 0;
  let prepared: Prepared | null = null;
  let stopped = false;
  let trouble: string | null = null;
  let births = 0;

  const now = () => stage.now();
  const params = () => paramsAt(stage.state(), now());
  const hatching = () => stage.state().wall.includes(null);
  const resting = () => stage.state().freeze || params().tempo <= 0;
  const nap = (dueMs: number) => sleep(Math.max(1, Math.min(IDLE_MS, dueMs)));

  async function prepare(): Promise<Prepared> {
    const startedAt = now();
    const current = params();
    const referenceSpread = await reference.spread(current);
    const conditions = {
      params: current,
      population: herd.population(),
      referenceSpread,
      wishes: stage.state().desk,
    };
    const ready = await prepareBirth(generator, conditions, seeds.next());
    const tookMs = Math.min(Math.max(0, now() - startedAt), IDLE_MS * 20);
    leadMs = leadMs === 0 ? tookMs : leadMs * 0.8 + tookMs * 0.2;
    return ready;
  }

  /** Keeps and announces a birth; a parent that was erased meanwhile takes it along. */
  async function hang(birth: Prepared): Promise<void> {
    const { recipe } = birth;
    const orphaned = () => [recipe.parentA, recipe.parentB].some((id) => id !== 0 && !library.ancestor(id));
    if (orphaned()) return;
    try {
      await library.keepPicture(recipe.seed, birth.picture);
      if (stopped || orphaned()) return;
      const { events, record } = announcement(birth, stage.state(), herd.population(), now());
      stage.announce(events, record);
    } catch (error) {
      throw new ArchiveFailed(messageOf(error));
    }
    births += 1;
  }

  async function turn(): Promise<void> {
    if (resting()) {
      pace = paused(pace);
      return nap(IDLE_MS);
    }
    const { tempo } = params();
    const hatched = hatching();
    pace = anchored(pace, now(), tempo);
    const dueMs = hatched ? 0 : pace.nextAt - now();
    if (!prepared && dueMs > leadMs * LEAD_SHARE) return nap(dueMs - leadMs * LEAD_SHARE);
    if (!prepared) prepared = await prepare();
    else if (dueMs > 0) return nap(dueMs);
    else {
      const birth = prepared;
      prepared = null;
      await hang(birth);
      pace = hatched ? { ...paused(pace), nextAt: now() + 1000 / tempo } : paced(pace, now(), tempo);
      if (pace.slow) faults.raise('generator-slow', WHERE);
      else faults.clear('generator-slow', WHERE);
      recovered();
    }
  }

  function recovered(): void {
    trouble = null;
    faults.clear('archive-failed', WHERE);
    faults.clear('birth-failed', WHERE);
  }

  /** The show goes on without this birth. */
  function failed(error: unknown): void {
    pace = paused(pace);
    if (error instanceof GeneratorBusy) return;
    trouble = messageOf(error);
    if (error instanceof GeneratorDown) return;
    console.error(`a birth failed: ${trouble}`);
    faults.raise(error instanceof ArchiveFailed ? 'archive-failed' : 'birth-failed', WHERE);
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      try {
        await turn();
      } catch (error) {
        failed(error);
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
      const working = hatching()
        ? 'hatching the first wall'
        : pace.slow
          ? 'slower than the tempo'
          : 'on time';
      const detail = trouble ?? (resting() ? 'resting' : working);
      return { ok: trouble === null, detail, figures };
    },
    async stop() {
      stopped = true;
      herd.stop();
      await looping;
    },
  };
}

/** A birth could not be kept or told. */
class ArchiveFailed extends Error {}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
