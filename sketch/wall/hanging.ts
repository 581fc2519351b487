import type { Event } from '../../engine/show/events.ts';
import { paramsAt } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import type { Cells } from './cells.ts';
import { pictureCentre, pictureSide } from './grid.ts';
import { pictureLoader } from './pictures.ts';
import type { Threads } from './threads.ts';
import { transitionIndex } from './transitions/all.ts';

const THREAD_S = 4;
const VISITOR_THREAD_S = 60;
const RETRY_MS = 200;

/** Brings what hangs in the state onto the grid, picture by picture. */
export interface Hanger {
  /** Everything anew, without transitions. */
  hangAll(state: State): void;
  hear(event: Event, state: State): void;
}

/** `seconds` is the page's clock; `showNow` the engine's, in ms. */
export function createHanger(
  cells: Cells,
  threads: Threads,
  seconds: () => number,
  showNow: () => number,
  onArrival: (slot: number, creature: number, name: string) => void,
): Hanger {
  const loader = pictureLoader();
  const side = pictureSide(cells.grid);
  let current: State | null = null;
  const onCard = new Map<number, number>();

  function hang(slot: number, creature: number, born: boolean): void {
    loader.load(creature, side, (picture) => put(slot, creature, born, picture));
  }

  /** Between the fetch and now another may have taken the slot: only who hangs there is shown. */
  function put(slot: number, creature: number, born: boolean, picture: ImageBitmap): void {
    const specimen = current?.specimens[creature];
    if (!current || !specimen || current.wall[slot] !== creature) return;
    const { transition } = paramsAt(current, showNow());
    if (!cells.hang(slot, picture, specimen, born ? transitionIndex(transition) : -1, seconds())) {
      setTimeout(() => hang(slot, creature, born), RETRY_MS);
      return;
    }
    onCard.set(slot, creature);
    if (!born) return;
    spinThreads(current, slot, creature);
    if (specimen.name !== null) onArrival(slot, creature, specimen.name);
  }

  function spinThreads(state: State, slot: number, creature: number): void {
    const { parentA, parentB, name } = state.specimens[creature]!;
    const strength = paramsAt(state, showNow()).lineage;
    const to = pictureCentre(cells.grid, slot);
    for (const parent of new Set([parentA, parentB])) {
      const from = state.wall.indexOf(parent);
      if (parent === 0 || from < 0 || from === slot) continue;
      const lastsS = name === null ? THREAD_S : VISITOR_THREAD_S;
      threads.spin(pictureCentre(cells.grid, from), to, seconds(), lastsS, strength, name !== null);
    }
  }

  function takeAway(creature: number): void {
    for (const [slot, id] of onCard) {
      if (id !== creature) continue;
      cells.clear(slot);
      onCard.delete(slot);
    }
  }

  return {
    hangAll(state) {
      current = state;
      loader.clear();
      state.wall.forEach((id, slot) => {
        if (id !== null && onCard.get(slot) !== id) hang(slot, id, false);
      });
    },
    hear(event, state) {
      current = state;
      if (event.type === 'creature/born' && state.wall[event.slot] === event.creature)
        hang(event.slot, event.creature, true);
      if (event.type === 'creature/hidden' || event.type === 'profile/erased') takeAway(event.creature);
    },
  };
}
