import type { Event } from '../../engine/show/events.ts';
import type { State } from '../../engine/show/state.ts';

/** One sound that an event asks for. Frequencies in Hz, times in seconds, gains 0..1, pan -1..1. */
export interface Note {
  voice: 'birth' | 'vowel' | 'swell' | 'shutter' | 'refusal';
  frequency: number;
  gain: number;
  pan: number;
  seconds: number;
  /** Shares of human, machine and cell: they choose the timbre of a birth. */
  mix: readonly [number, number, number];
}

/** A scale without a home: seven tones that no tuning fork knows, from a low A. */
const ROOT_HZ = 110;
const STEPS = [0, 2.04, 3.51, 5.12, 7.02, 8.83, 10.4];
const OCTAVES = 3;
const HUMAN: Note['mix'] = [1, 0, 0];
/** An arrival is a chord of the same vowel. */
const ARRIVAL_HZ = [110, 164.8, 220, 293.4];

/**
 * The notes of one event, in the state after it. Pure: a creature sounds the same each time it is born. A birth's
 * height follows its kingdoms, cells high, machines low and humans between; its place on the wall is its place in
 * the stereo picture.
 */
export function notesOf(event: Event, state: State): Note[] {
  switch (event.type) {
    case 'creature/born': {
      const { creature, slot, human, machine, cell } = event;
      if (slot < 0) return [];
      const lift = (human + cell * 2) / Math.max(1e-6, human + machine + cell);
      const frequency = pitch(creature, lift);
      const gain = 0.22 / Math.sqrt(Math.max(1, state.params.tempo));
      return [{ voice: 'birth', frequency, gain, pan: panOf(slot, state), seconds: 1.4, mix: [human, machine, cell] }];
    }
    case 'profile/born':
    case 'profile/approved':
      return ARRIVAL_HZ.map((frequency, i) => note('vowel', frequency, 0.12, i % 2 ? 0.35 : -0.35, 6));
    case 'presence/entered':
      return [note('swell', 55, 0.16, 0, 3)];
    case 'selfie/captured':
      return [note('shutter', 2400, 0.2, 0, 0.12)];
    case 'visit/cancelled':
      return [note('refusal', 82.4, 0.1, 0, 1.2)];
    default:
      return [];
  }
}

function note(voice: Note['voice'], frequency: number, gain: number, pan: number, seconds: number): Note {
  return { voice, frequency, gain, pan, seconds, mix: HUMAN };
}

/** A tone of the scale; `lift` 0..2 moves it up by octaves, the creature's number chooses the step. */
function pitch(creature: number, lift: number): number {
  const step = STEPS[creature % STEPS.length]!;
  const octave = Math.min(OCTAVES - 1, Math.max(0, lift));
  return ROOT_HZ * 2 ** (octave + step / 12);
}

function panOf(slot: number, state: State): number {
  const columns = Math.max(1, state.params.columns);
  return columns === 1 ? 0 : ((slot % columns) / (columns - 1)) * 1.6 - 0.8;
}
