import type { Note } from './score.ts';

/** Formants of an open vowel (after Peterson and Barney 1952), Hz and gain. */
const VOWEL: readonly [number, number][] = [
  [730, 1],
  [1090, 0.5],
  [2440, 0.16],
];
/** What three narrow filters take away is given back, so that a human is as loud as a machine. */
const LIFT = 6;
const ATTACK_S = 0.02;
const NOISE_S = 2;

/** Plays a note at `at` (seconds of the context's clock). The same code renders offline. */
export function play(context: BaseAudioContext, out: AudioNode, note: Note, at: number): void {
  const pan = context.createStereoPanner();
  pan.pan.value = note.pan;
  pan.connect(out);
  switch (note.voice) {
    case 'birth': {
      const [human, machine, cell] = note.mix;
      if (human > 0.02) vowel(context, pan, note, note.gain * human * 0.7, at, note.seconds * 0.8);
      if (machine > 0.02) struck(context, pan, note, note.gain * machine, at);
      if (cell > 0.02) drop(context, pan, note, note.gain * cell, at);
      return;
    }
    case 'vowel':
      return vowel(context, pan, note, note.gain, at, note.seconds);
    case 'swell':
      return tone(context, pan, 'triangle', note.frequency, note.gain, at, note.seconds, note.seconds * 0.5);
    case 'shutter':
      return hiss(context, pan, note.frequency, 4, note.gain, at, note.seconds);
    case 'refusal':
      return tone(context, pan, 'sine', note.frequency, note.gain, at, note.seconds, 0.1);
  }
}

/** The machine's breath: noise through a slow filter, for as long as the context runs. */
export function breathe(context: BaseAudioContext, out: AudioNode, at: number): AudioParam {
  const source = noise(context, at, null);
  const filter = context.createBiquadFilter();
  filter.type = 'bandpass';
  filter.frequency.value = 190;
  filter.Q.value = 0.9;
  const depth = context.createGain();
  depth.gain.value = 0.05;
  const slow = context.createOscillator();
  slow.frequency.value = 0.11;
  const sway = context.createGain();
  sway.gain.value = 0.035;
  slow.connect(sway).connect(depth.gain);
  source.connect(filter).connect(depth).connect(out);
  slow.start(at);
  return slow.frequency;
}

/** A human sound: a saw through three formants, swelling and falling. */
function vowel(c: BaseAudioContext, out: AudioNode, { frequency }: Note, gain: number, at: number, s: number): void {
  const voice = c.createOscillator();
  voice.type = 'sawtooth';
  voice.frequency.setValueAtTime(frequency * 0.985, at);
  voice.frequency.linearRampToValueAtTime(frequency, at + s * 0.3);
  const shaped = envelope(c, out, gain, at, s, s * 0.25);
  for (const [formant, level] of VOWEL) {
    const filter = c.createBiquadFilter();
    filter.type = 'bandpass';
    filter.frequency.value = formant;
    filter.Q.value = 9;
    const part = c.createGain();
    part.gain.value = level * LIFT;
    voice.connect(filter).connect(part).connect(shaped);
  }
  voice.start(at);
  voice.stop(at + s);
}

/** A mechanical sound: two inharmonic partials modulating one another, struck and ringing. */
function struck(c: BaseAudioContext, out: AudioNode, { frequency, seconds }: Note, gain: number, at: number): void {
  const carrier = c.createOscillator();
  carrier.frequency.value = frequency;
  const modulator = c.createOscillator();
  modulator.frequency.value = frequency * 2.756;
  const depth = c.createGain();
  depth.gain.setValueAtTime(frequency * 2.2, at);
  depth.gain.exponentialRampToValueAtTime(frequency * 0.02, at + seconds * 0.7);
  modulator.connect(depth).connect(carrier.frequency);
  carrier.connect(envelope(c, out, gain * 0.8, at, seconds, 0.004));
  for (const part of [carrier, modulator]) {
    part.start(at);
    part.stop(at + seconds);
  }
}

/** A wet sound: a short glide upwards with a little noise, like a drop. */
function drop(c: BaseAudioContext, out: AudioNode, { frequency }: Note, gain: number, at: number): void {
  const s = 0.35;
  const glide = c.createOscillator();
  glide.frequency.setValueAtTime(frequency, at);
  glide.frequency.exponentialRampToValueAtTime(frequency * 2.3, at + s * 0.5);
  glide.connect(envelope(c, out, gain, at, s, 0.008));
  glide.start(at);
  glide.stop(at + s);
  hiss(c, out, Math.min(6000, frequency * 5), 6, gain * 0.25, at, 0.09);
}

function tone(c: BaseAudioContext, out: AudioNode, type: OscillatorType, hz: number, gain: number, at: number, s: number, attack: number): void {
  const oscillator = c.createOscillator();
  oscillator.type = type;
  oscillator.frequency.value = hz;
  oscillator.connect(envelope(c, out, gain, at, s, attack));
  oscillator.start(at);
  oscillator.stop(at + s);
}

function hiss(c: BaseAudioContext, out: AudioNode, hz: number, q: number, gain: number, at: number, s: number): void {
  const filter = c.createBiquadFilter();
  filter.type = 'bandpass';
  filter.frequency.value = hz;
  filter.Q.value = q;
  noise(c, at, s).connect(filter).connect(envelope(c, out, gain * 3, at, s, 0.002));
}

/** Up within `attack`, down to nothing at the end of `s`: no note begins or ends with a click. */
function envelope(c: BaseAudioContext, out: AudioNode, gain: number, at: number, s: number, attack: number): GainNode {
  const node = c.createGain();
  const rise = Math.min(Math.max(attack, 0.002), s * 0.6);
  node.gain.setValueAtTime(0, at);
  node.gain.linearRampToValueAtTime(gain, at + rise);
  node.gain.setTargetAtTime(0, at + rise, Math.max(ATTACK_S, (s - rise) / 5));
  node.gain.linearRampToValueAtTime(0, at + s);
  node.connect(out);
  return node;
}

/** Noise from the context's one stretch of it; `s` null = for ever. */
function noise(c: BaseAudioContext, at: number, s: number | null): AudioBufferSourceNode {
  const source = c.createBufferSource();
  source.buffer = stretchOf(c);
  source.loop = true;
  source.start(at);
  if (s !== null) source.stop(at + s);
  return source;
}

const stretches = new WeakMap<BaseAudioContext, AudioBuffer>();

/** The same noise every time, so that a rendering can be repeated; made once. */
function stretchOf(c: BaseAudioContext): AudioBuffer {
  const known = stretches.get(c);
  if (known) return known;
  const buffer = c.createBuffer(1, NOISE_S * c.sampleRate, c.sampleRate);
  const samples = buffer.getChannelData(0);
  let seed = 1;
  for (let i = 0; i < samples.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    samples[i] = seed / 2 ** 31 - 1;
  }
  stretches.set(c, buffer);
  return buffer;
}
