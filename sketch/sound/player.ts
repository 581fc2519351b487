import type { Event } from '../../engine/show/events.ts';
import { paramsAt } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import type { Link } from '../link.ts';
import { notesOf } from './score.ts';
import { breathe, play } from './voices.ts';

/** At most so many notes begin within a second: a fast wall must not become one roar. */
const NOTES_PER_S = 24;
const GLIDE_S = 0.2;
/** Notes are asked for so long before they begin. */
const AHEAD_S = 0.01;
/** The whole of it stays below the level of speech. */
const LEVEL = 0.5;

export interface Sound {
  /** False while the browser waits for somebody to touch the page. */
  isHeard(): boolean;
  stop(): void;
}

/**
 * Plays the show's events as they come. Starts by itself where the browser lets it (the kiosk does), at the first
 * touch or key elsewhere. Loudness follows `volume`; a blackout is silent.
 */
export function startSound(show: Link): Sound {
  const context = new AudioContext();
  const limiter = context.createDynamicsCompressor();
  limiter.threshold.value = -12;
  const master = context.createGain();
  master.gain.value = 0;
  master.connect(limiter).connect(context.destination);
  const rate = breathe(context, master, context.currentTime);
  let recent: number[] = [];

  function level(state: State): void {
    const { volume, tempo } = paramsAt(state, show.now());
    const to = state.blackout ? 0 : volume * LEVEL;
    master.gain.setTargetAtTime(to, context.currentTime, GLIDE_S);
    rate.setTargetAtTime(0.07 + Math.min(10, tempo) * 0.02, context.currentTime, 1);
  }

  const unhear = show.onEvent((event, state) => {
    level(state);
    if (context.state !== 'running') return tellHeard(event, state);
    const now = context.currentTime;
    recent = recent.filter((at) => at > now - 1);
    for (const note of notesOf(event, state)) {
      if (note.voice === 'birth' && recent.length >= NOTES_PER_S) break;
      recent.push(now);
      play(context, master, note, now + AHEAD_S);
    }
    tellHeard(event, state);
  });
  /** Tells whoever measures when the sound of a visitor's birth is in the room, or that it is off. */
  function tellHeard(event: Event, state: State): void {
    if (event.type !== 'profile/born') return;
    const { creature } = event;
    const isOff = context.state !== 'running' || state.blackout || paramsAt(state, show.now()).volume === 0;
    const afterMs = isOff ? 0 : (AHEAD_S + (context.outputLatency || context.baseLatency)) * 1000;
    show.tell({ what: isOff ? 'silent' : 'heard', creature, at: show.now() + afterMs });
  }

  const clock = setInterval(() => {
    const state = show.state();
    if (state) level(state);
  }, 250);
  const touched = () => void context.resume().catch(() => {});
  for (const type of ['pointerdown', 'keydown']) addEventListener(type, touched);
  touched();
  return {
    isHeard: () => context.state === 'running',
    stop() {
      unhear();
      clearInterval(clock);
      for (const type of ['pointerdown', 'keydown']) removeEventListener(type, touched);
      void context.close();
    },
  };
}
