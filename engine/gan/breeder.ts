import { type Log, messageOf, unheard } from '../show/log.ts';
import type { Edge, Library } from '../show/ports.ts';
import { seeded } from '../show/random.ts';
import { paramsAt, settledAt } from '../show/scenes.ts';
import type { SeedSource } from '../show/seeds.ts';
import type { Stage } from '../show/stage.ts';
import { announcement, type Prepared, prepareBirth } from './birth.ts';
import { followWall } from './herd.ts';
import { recalling } from './memorial.ts';
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
 * is ever prepared ahead; a machine that cannot keep the tempo breeds as fast as it can and says so. Where the next is
 * late it is drawn while the last is being kept, and so without it among its possible parents.
 */
export function startBreeder(
  stage: Stage,
  generator: Generator,
  library: Library,
  seeds: SeedSource,
  {
    log = unheard,
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }: { log?: Pick<Log, 'say'>; sleep?: Sleep } = {},
): Edge {
  const herd = followWall(stage, library);
  const reference = strangersReference(generator);
  const faults = standingFaults(stage);
  let pace: Pace = atRest;
  let leadMs = 0;
  /** What the next beat is for, until it has come. */
  let beat: 'birth' | 'recall' | null = null;
  let prepared: Prepared | null = null;
  let stopped = false;
  let trouble: string | null = null;
  let births = 0;

  const now = () => stage.now();
  /** No wall stays empty because the house is closed. */
  const params = () => (hatching() ? settledAt : paramsAt)(stage.state(), now());
  const hatching = () => stage.state().wall.includes(null);
  const resting = () => stage.state().freeze || params().tempo <= 0;
  const nap = (dueMs: number) => sleep(Math.max(1, Math.min(IDLE_MS, dueMs)));

  async function prepare(): Promise<Prepared> {
    const startedAt = now();
    const current = params();
    const standing = { params: current, population: herd.population(), wishes: stage.state().desk };
    const conditions = { ...standing, referenceSpread: await reference.spread(current) };
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
    if (!prepared && !hatched) beat ??= memorialBeat();
    if (beat === 'recall') {
      if (dueMs > 0) return nap(dueMs);
      beat = null;
      stage.announce(recalling(stage.state(), library, seeds.next().seed));
      pace = paced(pace, now(), tempo);
      return;
    }
    if (!prepared && dueMs > leadMs * LEAD_SHARE) return nap(dueMs - leadMs * LEAD_SHARE);
    if (!prepared) prepared = await prepare();
    else if (dueMs > 0) return nap(dueMs);
    else {
      const birth = prepared;
      prepared = null;
      beat = null;
      const hung = hang(birth);
      const next = nextIsLate(dueMs + 1000 / tempo) ? prepare() : null;
      const drawn = next?.catch(() => null) ?? null;
      try {
        await hung;
      } finally {
        prepared = await drawn;
      }
      pace = hatched ? { ...paused(pace), nextAt: now() + 1000 / tempo } : paced(pace, now(), tempo);
      if (pace.slow) faults.raise('generator-slow', WHERE);
      else faults.clear('generator-slow', WHERE);
      recovered();
      await next;
    }
  }

  /** Whether the birth after the one that is being hung should be on its way already. */
  function nextIsLate(dueMs: number): boolean {
    const empty = stage.state().wall.filter((id) => id === null).length;
    return empty > 0 ? empty > 1 : dueMs <= leadMs * LEAD_SHARE && params().memorial === 0;
  }

  /** In a memorial visitors come back where creatures would be born. */
  function memorialBeat(): 'birth' | 'recall' {
    const { memorial } = params();
    return memorial > 0 && seeded(seeds.next().seed)() < memorial ? 'recall' : 'birth';
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
    log.say('error', 'breeder', 'a birth failed', trouble);
    faults.raise(error instanceof ArchiveFailed ? 'archive-failed' : 'birth-failed', WHERE);
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      try {
        await turn();
      } catch (error) {
        failed(error);
        // Networks that are being opened may be there in a moment.
        await sleep(error instanceof GeneratorDown ? IDLE_MS : RETRY_MS);
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
