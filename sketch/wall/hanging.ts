import type { Event } from '../../engine/show/events.ts';
import { BIRTH_LEAD_MS, type Inbetween } from '../../engine/show/inbetween.ts';
import { paramsAt } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import type { Arrival } from './arrival.ts';
import { STILL } from './attributes.ts';
import type { Cells } from './cells.ts';
import { changes } from './changes.ts';
import { dueList } from './due.ts';
import { type Decoded, earlyFrames } from './early.ts';
import { pictureCentre, pictureSide } from './grid.ts';
import type { Label } from './labels.ts';
import { bitmapOf, pictureLoader } from './pictures.ts';
import type { Seconds } from './seconds.ts';
import { spelling } from './spelling.ts';
import type { Threads } from './threads.ts';
import { transitionIndex } from './transitions/all.ts';

/** A picture that is fetched and is to hang from a time on. */
interface Coming {
  slot: number;
  creature: number;
  startMs: number | null;
  picture: ImageBitmap;
  label: Label | null;
}

const THREAD_S = 4;
const VISITOR_THREAD_S = 60;
const RETRY_MS = 200;
const BREATH_LEAD_MS = 100;
const BREATH_GRID_MS = 500;

/** Brings what hangs in the state onto the grid, picture by picture. */
export interface Hanger {
  /** Everything anew, without transitions; what began shortly before goes on. */
  hangAll(state: State): void;
  hear(event: Event, state: State, at: number): void;
  /** Takes an in-between picture; before its birth has begun it is kept until then. */
  inbetween(frame: Inbetween): void;
  /** Takes a picture that a creature breathes toward. */
  breathe(frame: Inbetween): void;
  /** Begins what is due by `nowMs`, once a frame. */
  tick(nowMs: number): void;
  /** Whether the creature's own picture is on the card. */
  shows(slot: number, creature: number): boolean;
  /** Whether no picture is on its way. */
  isIdle(): boolean;
  dispose(): void;
}

export interface HangerParts {
  cells: Cells;
  threads: Threads;
  seconds: Seconds;
  /** The engine's clock in ms. */
  showNow: () => number;
  onBirth: (creature: number) => void;
  onArrival: (arrival: Arrival) => void;
  /** Told in the frame in which a picture is first drawn. */
  onHung: (creature: number) => void;
  /** Told of every in-between picture that is shown. */
  onInbetween: () => void;
}

export function createHanger(parts: HangerParts): Hanger {
  const { cells, threads, seconds, showNow } = parts;
  const loader = pictureLoader();
  const side = pictureSide(cells.grid);
  const due = dueList();
  const names = spelling();
  let current: State | null = null;
  const onCard = new Map<number, number>();
  const beginnings = changes();
  const early = earlyFrames();

  function hang(slot: number, creature: number, startMs: number | null): void {
    if (!cells.sees(slot)) return;
    loader.load(creature, side, (picture) => {
      const name = current?.specimens[creature]?.name ?? null;
      names.spell(name, () => {
        const specimen = current?.specimens[creature];
        const label = specimen ? cells.label(specimen) : null;
        due.at(startMs ?? 0, () => put({ slot, creature, startMs, picture, label }));
      });
    });
  }

  /** Between the fetch and now another may have taken the slot: only who hangs there is shown. */
  function put({ slot, creature, startMs, picture, label: painted }: Coming): void {
    const specimen = current?.specimens[creature];
    if (!current || !specimen || current.wall[slot] !== creature) {
      picture.close();
      return;
    }
    const transition = startMs === null ? STILL : transitionIndex(paramsAt(current, startMs).transition);
    const label = painted?.specimen === specimen ? painted : cells.label(specimen);
    if (!cells.hang(slot, picture, label, transition, seconds.of(startMs ?? showNow()))) {
      due.at(showNow() + RETRY_MS, () => put({ slot, creature, startMs, picture, label }));
      return;
    }
    picture.close();
    onCard.set(slot, creature);
    parts.onHung(creature);
    for (const one of early.takeOf(creature)) show(one);
  }

  function show({ frame, picture }: Decoded): void {
    if (current && onCard.get(frame.slot) === frame.creature) {
      const nowMs = showNow();
      const transitionS = paramsAt(current, nowMs).transitionMs / 1000;
      if (cells.inbetween(frame.slot, frame.t, picture, seconds.of(nowMs), transitionS)) parts.onInbetween();
    }
    picture.close();
  }

  /** What is seen of a birth beyond its own cell, in every window. */
  function begin(slot: number, creature: number, startMs: number): void {
    const specimen = current?.specimens[creature];
    if (!current || !specimen || current.wall[slot] !== creature) return;
    parts.onBirth(creature);
    const { parentA, parentB, name } = specimen;
    const lastsS = name === null ? THREAD_S : VISITOR_THREAD_S;
    if (name !== null) parts.onArrival({ slot, creature, name, startMs });
    if (showNow() - startMs > lastsS * 1000) return;
    const strength = paramsAt(current, startMs).lineage;
    const to = pictureCentre(cells.grid, slot);
    for (const parent of new Set([parentA, parentB])) {
      const from = current.wall.indexOf(parent);
      if (parent === 0 || from < 0 || from === slot) continue;
      const at = pictureCentre(cells.grid, from);
      threads.spin(at, to, seconds.of(startMs), lastsS, strength, name !== null);
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
      due.clear();
      threads.clear();
      const now = showNow();
      state.wall.forEach((id, slot) => {
        if (id === null) return;
        const startMs = (state.specimens[id]?.bornAt ?? 0) + BIRTH_LEAD_MS;
        if (now - startMs < VISITOR_THREAD_S * 1000) due.at(startMs, () => begin(slot, id, startMs));
        if (onCard.get(slot) !== id) hang(slot, id, null);
      });
    },
    hear(event, state, at) {
      current = state;
      if (event.type === 'creature/born' && state.wall[event.slot] === event.creature) {
        const { slot, creature } = event;
        const startMs = beginnings.begin(slot, at + BIRTH_LEAD_MS);
        due.at(startMs, () => begin(slot, creature, startMs));
        hang(slot, creature, startMs);
      }
      // Their arrival was long ago: they only hang.
      if (event.type === 'profile/recalled' && state.wall[event.slot] === event.creature)
        hang(event.slot, event.creature, beginnings.begin(event.slot, at + BIRTH_LEAD_MS));
      if (event.type === 'creature/hidden' || event.type === 'profile/erased') takeAway(event.creature);
    },
    inbetween(frame) {
      if (!current || !cells.sees(frame.slot) || current.wall[frame.slot] !== frame.creature) return;
      void bitmapOf(frame, side).then((picture) => {
        if (onCard.get(frame.slot) === frame.creature) return show({ frame, picture });
        early.keep({ frame, picture });
      });
    },
    breathe(frame) {
      const hangs = () => onCard.get(frame.slot) === frame.creature;
      if (!cells.sees(frame.slot) || !hangs()) return;
      void bitmapOf(frame, side).then((picture) => {
        // Windows that share a cell begin on the same half second.
        const startMs = Math.ceil((showNow() + BREATH_LEAD_MS) / BREATH_GRID_MS) * BREATH_GRID_MS;
        if (current && hangs()) cells.breathe(frame.slot, picture, seconds.of(startMs));
        picture.close();
      });
    },
    tick: due.tick,
    isIdle: () => names.isIdle() && loader.isIdle(),
    shows: (slot, creature) => onCard.get(slot) === creature,
    dispose() {
      loader.clear();
      due.clear();
      early.clear();
      current = null;
    },
  };
}
