import type { Kingdoms } from '../show/genome.ts';
import { BIRTH_LEAD_MS, encodeInbetween, INBETWEEN, inbetweensFor } from '../show/inbetween.ts';
import type { Ancestor, Edge, Library } from '../show/ports.ts';
import { paramsAt } from '../show/scenes.ts';
import type { Stage } from '../show/stage.ts';
import type { Generator } from './port.ts';

/** Before the generator has drawn anything. */
const GUESSED_PICTURE_MS = 30;
/** Asks again after this where births or visitors have the generator. */
const GIVE_WAY_MS = 8;
const MAX_WAITING = 256;

interface Wanted {
  creature: number;
  slot: number;
  t: number;
  from: Ancestor;
  to: Ancestor;
  /** When the wall wants to show it, ms since 1970. */
  dueAt: number;
}

/**
 * Draws the in-between pictures of morphs in the generator's spare time, each before the wall comes to it; what comes
 * too late is left out. Births and visitors always go first. A visitor's portrait is more than its genome and has none.
 */
export function startInbetweens(
  stage: Stage,
  generator: Generator,
  library: Library,
): Edge & { occupied(): boolean } {
  const dying = new Map<number, number>();
  let waiting: Wanted[] = [];
  let drawn = 0;
  let late = 0;
  let perBirth = 0;
  let working: Promise<void> | null = null;
  let stopped = false;

  const unhear = stage.onEvent(({ event, at }) => {
    if (event.type === 'creature/died') dying.set(event.slot, event.creature);
    if (event.type !== 'creature/born') return;
    const before = dying.get(event.slot);
    dying.delete(event.slot);
    if (before !== undefined) want(before, event.creature, event.slot, at + BIRTH_LEAD_MS);
  });

  function want(before: number, creature: number, slot: number, startAt: number): void {
    const { transition, transitionMs, tempo, inbetween } = paramsAt(stage.state(), stage.now());
    if (transition !== 'morph' || !stage.framesWanted()) {
      perBirth = 0;
      return;
    }
    const [from, to] = [library.ancestor(before), library.ancestor(creature)];
    if (!from || !to || from.visitor || to.visitor || from.genome.model !== to.genome.model) return;
    const pictureMs = generator.status().pictureMs ?? GUESSED_PICTURE_MS;
    perBirth = inbetweensFor(inbetween, { tempo, pictureMs, transitionMs });
    for (let i = 1; i <= perBirth; i++) {
      const t = i / (perBirth + 1);
      waiting.push({ creature, slot, t, from, to, dueAt: startAt + t * transitionMs });
    }
    waiting = waiting.sort((a, b) => a.dueAt - b.dueAt).slice(0, MAX_WAITING);
    working ??= work().finally(() => {
      working = null;
    });
  }

  async function work(): Promise<void> {
    while (!stopped && waiting.length > 0) {
      const next = waiting[0]!;
      if (next.dueAt < stage.now()) {
        waiting.shift();
        late += 1;
        continue;
      }
      try {
        const { genome, mix, psi } = between(next.from, next.to, next.t);
        const picture = await generator.render(genome, mix, psi, 'spare');
        const { creature, slot, t } = next;
        // Whoever was erased or taken off the wall meanwhile is shown no more, not even on the way.
        if (stage.state().wall[slot] === creature)
          stage.frame(
            INBETWEEN,
            encodeInbetween({ creature, slot, t, side: picture.width, pixels: picture.data }),
          );
        drawn += 1;
        waiting = waiting.filter((one) => one !== next);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, GIVE_WAY_MS));
      }
    }
  }

  return {
    name: 'inbetweens',
    occupied: () => waiting.length > 0,
    health: () => ({
      ok: true,
      detail:
        perBirth > 0 ? `${perBirth} in-between pictures a birth.` : 'No in-between pictures are wanted.',
      figures: { perBirth, drawn, late },
    }),
    async stop() {
      stopped = true;
      unhear();
      await working;
    },
  };
}

/** What is drawn at `t` of the way: straight in the space of styles, as its pictures change most evenly there. */
function between(from: Ancestor, to: Ancestor, t: number) {
  const blend = (a: number, b: number) => a + (b - a) * t;
  const w = from.genome.w.map((value, i) => blend(value, to.genome.w[i]!));
  const mix = from.mix.map((share, i) => blend(share, to.mix[i]!)) as unknown as Kingdoms;
  return { genome: { ...to.genome, w }, mix, psi: blend(from.psi, to.psi) };
}
