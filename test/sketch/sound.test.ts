import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { initialState, type State } from '../../engine/show/state.ts';
import { type Note, notesOf } from '../../sketch/sound/score.ts';
import { openBrowser } from '../tools/browser.ts';
import { hasChromium } from '../tools/has.ts';

const root = join(import.meta.dirname, '../..');
const RATE = 44_100;

const opening = { show: 't', aspect: 1, scenes: {}, cues: {}, begin: 'both' as const };
const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 20_000 };
const state: State = initialState({ ...opening, params: { columns: 5, tempo: 1 }, times });

function birth(mix: [number, number, number], more: Partial<{ creature: number; slot: number }> = {}): Event {
  const [human, machine, cell] = mix;
  const family = { parentA: 1, parentB: 2, generation: 3 };
  return { type: 'creature/born', creature: 14, slot: 2, ...family, human, machine, cell, ...more };
}

describe('the score', () => {
  test('a creature sounds the same each time, cells high, machines low, humans between', () => {
    const of = (mix: [number, number, number]) => notesOf(birth(mix), state)[0]!.frequency;
    expect(of([0, 1, 0])).toBe(110);
    expect(of([1, 0, 0])).toBe(220);
    expect(of([0, 0, 1])).toBe(440);
    expect(of([0.5, 0.5, 0])).toBeGreaterThan(110);
    expect(of([0.5, 0.5, 0])).toBeLessThan(220);
    expect(notesOf(birth([1, 0, 0]), state)).toEqual(notesOf(birth([1, 0, 0]), state));
  });

  test('its place on the wall is its place between the loudspeakers', () => {
    const pan = (slot: number) => notesOf(birth([1, 0, 0], { slot }), state)[0]!.pan;
    expect([pan(0), pan(2), pan(4), pan(5)]).toEqual([-0.8, 0, 0.8, -0.8]);
    expect(notesOf(birth([1, 0, 0], { slot: -1 }), state)).toEqual([]);
  });

  test('many births are softer each, an arrival is a chord, a parameter is silent', () => {
    const fast = { ...state, params: { ...state.params, tempo: 16 } };
    expect(notesOf(birth([1, 0, 0]), fast)[0]!.gain).toBeCloseTo(
      notesOf(birth([1, 0, 0]), state)[0]!.gain / 4,
    );
    expect(notesOf({ type: 'profile/born', visit: 'v', creature: 1, name: 'A' }, state)).toHaveLength(4);
    expect(notesOf({ type: 'profile/approved', creature: 1, name: 'A' }, state)).toHaveLength(4);
    expect(notesOf({ type: 'param/turned', param: 'tempo', value: 2 }, state)).toEqual([]);
  });
});

describe.skipIf(!hasChromium)('the voices (needs: apt-get install chromium)', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const entry = join(root, 'sketch/sound/voices.ts');
    const lib = { entry, formats: ['iife' as const], name: 'voices', fileName: 'voices' };
    const built = await build({ configFile: false, logLevel: 'silent', build: { lib, write: false } });
    const bundle = (Array.isArray(built) ? built[0]! : built) as unknown as { output: [{ code: string }] };
    browser = await openBrowser();
    page = await browser.newPage();
    await page.evaluate(`${bundle.output[0].code}; globalThis.voices = voices;`);
  }, 60_000);
  afterAll(() => browser?.close());

  /** The left and right samples of `seconds` of these notes, rendered by the browser. */
  async function rendered(
    notes: (Note & { at: number })[],
    seconds: number,
    breath = false,
  ): Promise<[number[], number[]]> {
    return page.evaluate(
      async ({ notes, seconds, breath, rate }) => {
        const context = new OfflineAudioContext(2, seconds * rate, rate);
        const { play, breathe } = (
          globalThis as unknown as { voices: typeof import('../../sketch/sound/voices.ts') }
        ).voices;
        if (breath) breathe(context, context.destination, 0);
        for (const { at, ...note } of notes) play(context, context.destination, note, at);
        const buffer = await context.startRendering();
        return [[...buffer.getChannelData(0)], [...buffer.getChannelData(1)]] as [number[], number[]];
      },
      { notes, seconds, breath, rate: RATE },
    );
  }

  const rms = (samples: number[]) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
  const loudest = (samples: number[]) => samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

  /** The strongest period between 60 and 1000 Hz, by autocorrelation. */
  function pitchOf(samples: number[]): number {
    let best = 0;
    let lag = 0;
    for (let l = Math.floor(RATE / 1000); l < RATE / 60; l++) {
      let sum = 0;
      for (let i = 0; i + l < samples.length; i += 3) sum += samples[i]! * samples[i + l]!;
      if (sum > best * 1.02) {
        best = sum;
        lag = l;
      }
    }
    return RATE / lag;
  }

  /** Share of the energy above a frequency, from the difference of neighbours; a rough brightness. */
  function brightness(samples: number[]): number {
    const slopes = samples.slice(1).map((x, i) => x - samples[i]!);
    return rms(slopes) / rms(samples);
  }

  const born = (mix: [number, number, number]) => ({ ...notesOf(birth(mix), state)[0]!, pan: 0, at: 0.05 });

  test('every voice is heard, begins and ends in silence, and stays below full scale', async () => {
    const events: Event[] = [
      birth([1, 0, 0]),
      birth([0, 1, 0]),
      birth([0, 0, 1]),
      { type: 'profile/born', visit: 'v', creature: 1, name: 'A' },
      { type: 'presence/entered', sensor: 's', distanceCm: 10 },
      { type: 'selfie/captured', visit: 'v' },
      { type: 'visit/cancelled', visit: 'v', cause: 'x' },
    ];
    for (const event of events) {
      const notes = notesOf(event, state).map((note) => ({ ...note, at: 0.05 }));
      const [left] = await rendered(notes, notes[0]!.seconds + 0.2);
      const what = `${event.type} ${notes[0]!.mix}`;
      expect(rms(left), what).toBeGreaterThan(0.001);
      expect(loudest(left), what).toBeLessThan(0.9);
      expect(loudest(left.slice(0, 0.049 * RATE)), what).toBeLessThan(1e-4);
      expect(loudest(left.slice(-0.05 * RATE)), what).toBeLessThan(2e-3);
    }
  });

  test('a human birth is a vowel at its height, a cell is brighter than a machine is low', async () => {
    const [human] = await rendered([born([1, 0, 0])], 1.4);
    const middle = human.slice(0.35 * RATE, 0.6 * RATE);
    expect(pitchOf(middle) / born([1, 0, 0]).frequency).toBeCloseTo(1, 1);
    const [machine] = await rendered([born([0, 1, 0])], 1.4);
    const [cell] = await rendered([born([0, 0, 1])], 1.4);
    const late = (samples: number[]) => samples.slice(0.1 * RATE, 0.35 * RATE);
    expect(brightness(late(cell))).toBeGreaterThan(brightness(machine.slice(0.8 * RATE, 1.2 * RATE)));
    expect(rms(machine.slice(0.5 * RATE, RATE))).toBeGreaterThan(rms(cell.slice(0.5 * RATE, RATE)));
  });

  test('pan, gain and breath do what they say; twelve seconds are written to be listened to', async () => {
    const [left, right] = await rendered([{ ...born([0, 1, 0]), pan: 0.8 }], 1.4);
    expect(rms(right) / rms(left)).toBeGreaterThan(2);
    const [soft] = await rendered([{ ...born([0, 1, 0]), gain: 0.05 }], 1.4);
    const [loud] = await rendered([{ ...born([0, 1, 0]), gain: 0.2 }], 1.4);
    expect(rms(loud) / rms(soft)).toBeCloseTo(4, 1);
    const mixes: [number, number, number][] = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0.5, 0.3, 0.2],
    ];
    const wall = Array.from({ length: 10 }, (_, i) => {
      const note = notesOf(birth(mixes[i % 4]!, { creature: 100 + i * 7, slot: i % 5 }), state)[0]!;
      return { ...note, at: 1 + i };
    });
    const arrival = notesOf({ type: 'profile/born', visit: 'v', creature: 1, name: 'A' }, state);
    const [a, b] = await rendered([...wall, ...arrival.map((note) => ({ ...note, at: 6 }))], 12, true);
    const second = (n: number) => rms(a.slice(n * RATE, (n + 1) * RATE));
    const breath = second(0);
    expect(breath).toBeGreaterThan(0.001);
    expect(second(5)).toBeGreaterThan(breath * 1.2);
    expect(second(8)).toBeGreaterThan(second(5));
    expect(loudest(a)).toBeLessThan(1);
    mkdirSync(join(root, 'artefacts'), { recursive: true });
    writeFileSync(join(root, 'artefacts/sound.wav'), wav(a, b));
  }, 60_000);
});

/** 16 bit stereo. */
function wav(left: number[], right: number[]): Buffer {
  const data = Buffer.alloc(44 + left.length * 4);
  data.write('RIFF', 0);
  data.writeUInt32LE(data.length - 8, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(2, 22);
  data.writeUInt32LE(RATE, 24);
  data.writeUInt32LE(RATE * 4, 28);
  data.writeUInt16LE(4, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(data.length - 44, 40);
  const bounded = (x: number) => Math.round(Math.max(-1, Math.min(1, x)) * 32_767);
  for (let i = 0; i < left.length; i++) {
    data.writeInt16LE(bounded(left[i]!), 44 + i * 4);
    data.writeInt16LE(bounded(right[i]!), 46 + i * 4);
  }
  return data;
}
