import { signal } from '@preact/signals';
import { isParam } from '../../engine/show/params.ts';
import { press } from './keys.ts';
import { forgotten, learnt, type MidiMap, type MidiTarget, readMap, readMidi, valueAt } from './midi-map.ts';
import { turnBy } from './orders.ts';

const MAP_KEY = 'mishmash-midi';

export const midiMap = signal<MidiMap>(readMap(localStorage.getItem(MAP_KEY)));
/** What the next control that is moved will turn; null = nothing is learnt. */
export const learning = signal<MidiTarget | null>(null);
/** What the browser says of its MIDI: names of the inputs, or why there are none. */
export const midiStatus = signal('not asked for');

/** Asks the browser for its MIDI controllers and listens to all of them, also to those that are plugged in later. */
export async function startMidi(): Promise<void> {
  if (!('requestMIDIAccess' in navigator)) {
    midiStatus.value = 'this browser has none';
    return;
  }
  try {
    const access = await navigator.requestMIDIAccess();
    const listen = () => {
      const inputs = [...access.inputs.values()];
      for (const input of inputs) input.onmidimessage = ({ data }) => data && hear(data);
      midiStatus.value = inputs.map(({ name }) => name ?? 'unnamed').join(', ') || 'no controller';
    };
    access.onstatechange = listen;
    listen();
  } catch {
    midiStatus.value = 'refused by the browser';
  }
}

export function forget(target: MidiTarget): void {
  keep(forgotten(midiMap.peek(), target));
}

function keep(map: MidiMap): void {
  midiMap.value = map;
  localStorage.setItem(MAP_KEY, JSON.stringify(map));
}

function hear(data: Uint8Array): void {
  const read = readMidi(data);
  if (!read) return;
  const wanted = learning.peek();
  if (wanted) {
    keep(learnt(midiMap.peek(), read.control, wanted));
    learning.value = null;
    return;
  }
  const target = midiMap.peek()[read.control];
  if (!target) return;
  if (isParam(target)) {
    const body = { param: target, value: valueAt(target, read.level) };
    turnBy(`param ${target}`, '/api/params', body, 'midi');
  } else if (read.level > 0) press(target, 'midi');
}
