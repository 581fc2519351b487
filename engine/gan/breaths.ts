import type { Direction } from '../show/breeding.ts';
import { BIRTH_LEAD_MS, BREATH, encodeInbetween } from '../show/inbetween.ts';
import type { Ancestor, Edge, Library } from '../show/ports.ts';
import { type Random, seeded } from '../show/random.ts';
import { paramsAt } from '../show/scenes.ts';
import type { Stage } from '../show/stage.ts';
import type { Generator } from './port.ts';

/** Of the generator's time no more than this: the machine stands in the same room, and its pages run on it. */
const SHARE = 0.25;
const FASTEST_MS = 50;
const IDLE_MS = 250;
const GUESSED_PICTURE_MS = 30;
/** Standard deviations along a direction at breath 1. */
const FARTHEST = 1.6;

/**
 * Draws creatures that hang once more, a little way along one of the generator's directions: the wall breathes toward
 * that picture and back. Only what time births, visitors and in-betweens leave; without it a shader breathes alone.
 */
export function startBreaths(
  stage: Stage,
  generator: Generator,
  library: Library,
  occupied: () => boolean,
  random: Random = seeded(1),
): Edge {
  let drawn = 0;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();

  /** Somebody who has settled in their slot; a visitor's portrait is more than its genome and cannot be drawn again. */
  function someone(): { creature: number; slot: number; ancestor: Ancestor } | null {
    const { wall, specimens, params } = stage.state();
    const slot = Math.floor(random() * wall.length);
    const creature = wall[slot] ?? null;
    const specimen = creature === null ? undefined : specimens[creature];
    if (creature === null || !specimen || specimen.name !== null) return null;
    if (stage.now() < specimen.bornAt + BIRTH_LEAD_MS + params.transitionMs) return null;
    const ancestor = library.ancestor(creature);
    return ancestor && ancestor.genome.model === generator.model.name ? { creature, slot, ancestor } : null;
  }

  async function breathe(): Promise<void> {
    const { freeze, blackout, phase, sleep } = stage.state();
    const { breath } = paramsAt(stage.state(), stage.now());
    const { directions } = generator;
    const still = freeze || blackout || sleep.asleep || breath <= 0 || directions.length === 0;
    // Before a visitor the wall holds its breath.
    if (!stage.framesWanted() || still || (phase !== 'attract' && phase !== 'invite') || occupied()) return;
    const one = someone();
    if (!one) return;
    const { creature, slot, ancestor } = one;
    const direction = directions[Math.floor(random() * directions.length)]!;
    const far = (random() < 0.5 ? -1 : 1) * FARTHEST * breath;
    const picture = await generator.render(
      moved(ancestor, direction, far),
      ancestor.mix,
      ancestor.psi,
      'spare',
    );
    // Whoever was erased or taken off the wall meanwhile is shown no more.
    if (stage.state().wall[slot] !== creature) return;
    stage.frame(BREATH, encodeInbetween({ creature, slot, t: 1, side: picture.width, pixels: picture.data }));
    drawn += 1;
  }

  function next(): void {
    const pictureMs = generator.status().pictureMs ?? GUESSED_PICTURE_MS;
    timer = setTimeout(
      () => {
        // A generator that is away or has others to serve is no trouble of a breath's.
        working = breathe().catch(() => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
        void working.then(() => timer && next());
      },
      Math.max(FASTEST_MS, pictureMs / SHARE),
    );
  }
  next();

  return {
    name: 'breaths',
    health: () => ({ ok: true, detail: `${drawn} breaths drawn.`, figures: { drawn } }),
    async stop() {
      if (timer) clearTimeout(timer);
      timer = null;
      await working;
    },
  };
}

function moved({ genome }: Ancestor, { sigma, vector }: Direction, far: number): Ancestor['genome'] {
  const { wDim } = genome;
  return { ...genome, w: genome.w.map((value, i) => value + far * sigma * vector[i % wDim]!) };
}
