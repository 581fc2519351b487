import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { messageOf } from '../../hardware/osc/contract.ts';
import { packMessage } from '../../hardware/osc/message.ts';
import { has } from '../tools/has.ts';
import { freePort, temporaryFolder } from '../tools/show.ts';

// The Pure Data patch, run by the real Pd without a window, hears the show's own OSC and is listened to.

const patch = join(import.meta.dirname, '../../sketch/sound/mishmash.pd');
const { folder, remove } = temporaryFolder();
afterAll(remove);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function birth(mix: [human: number, machine: number, cell: number]): Event {
  const [human, machine, cell] = mix;
  const family = { parentA: 1, parentB: 2, generation: 3 };
  return { type: 'creature/born', creature: 14, slot: 2, ...family, human, machine, cell };
}

/** What Pd played while these events were sent, each `at` ms after the recording began: mono samples and their rate. */
async function recorded(name: string, events: { at: number; event: Event }[], lengthMs: number) {
  const port = await freePort();
  const file = join(folder, `${name}.wav`);
  const said = ['pd dsp 1', `osc-port ${port}`, `record open ${file}`, 'record start'];
  const args = ['-nogui', '-noaudio', '-stderr', '-open', patch, ...said.flatMap((one) => ['-send', one])];
  const pd: ChildProcess = spawn('pd', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  pd.stderr!.on('data', (chunk) => {
    complaints += chunk;
  });
  const socket = createSocket('udp4');
  try {
    await pause(1500);
    const begun = Date.now();
    for (const { at, event } of events) {
      await pause(Math.max(0, begun + at - Date.now()));
      socket.send(packMessage(messageOf(event)), port, '127.0.0.1');
    }
    await pause(Math.max(0, begun + lengthMs - Date.now()));
  } finally {
    socket.close();
    pd.kill('SIGTERM');
    await new Promise((resolve) =>
      pd.exitCode === null && pd.signalCode === null ? pd.once('exit', resolve) : resolve(null),
    );
  }
  expect(complaints).not.toMatch(/error|couldn't create/i);
  const bytes = readFileSync(file);
  const rate = bytes.readUInt32LE(24);
  const samples = new Float64Array((bytes.length - 44) >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(44 + 2 * i) / 32_768;
  return { samples, rate };
}

const rms = (samples: Float64Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

/** The loudest stretch of `seconds`, as samples. */
function loudest({ samples, rate }: { samples: Float64Array; rate: number }, seconds: number): Float64Array {
  const length = Math.round(seconds * rate);
  let best = samples.subarray(0, length);
  for (let at = 0; at + length < samples.length; at += length >> 1) {
    const part = samples.subarray(at, at + length);
    if (rms(part) > rms(best)) best = part;
  }
  return best;
}

/** Crossings of zero a second, halved: the height of a simple tone. */
function height(samples: Float64Array, rate: number): number {
  let crossings = 0;
  for (let i = 1; i < samples.length; i++) if (samples[i - 1]! < 0 !== samples[i]! < 0) crossings += 1;
  return (crossings * rate) / samples.length / 2;
}

describe.skipIf(!has('pd'))('the Pure Data patch (needs: apt-get install puredata-core)', () => {
  test('breathes alone; births, an arrival and presence are heard; volume 0 is silence', {
    timeout: 60_000,
  }, async () => {
    const alone = await recorded('alone', [], 1500);
    expect(rms(alone.samples)).toBeGreaterThan(0.0005);
    const level = rms(loudest(alone, 0.4));
    for (const [name, event] of [
      ['birth', birth([0, 1, 0])],
      ['arrival', { type: 'profile/born', visit: 'v', creature: 9, name: 'Ada' }],
      ['approval', { type: 'profile/approved', creature: 9, name: 'Ada' }],
      ['presence', { type: 'presence/entered', sensor: 'door', distanceCm: 80 }],
      ['shutter', { type: 'selfie/captured', visit: 'v' }],
    ] as [string, Event][]) {
      const heard = await recorded(name, [{ at: 200, event }], 2500);
      const seconds = name === 'shutter' ? 0.05 : 0.4;
      expect(rms(loudest(heard, seconds)), name).toBeGreaterThan(level * 2);
      expect(
        heard.samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
        name,
      ).toBeLessThan(0.99);
    }
    const mute: Event = { type: 'param/turned', param: 'volume', value: 0 };
    const muted = await recorded(
      'muted',
      [
        { at: 0, event: mute },
        { at: 600, event: birth([0, 1, 0]) },
      ],
      1800,
    );
    expect(rms(muted.samples.subarray(Math.round(muted.samples.length * 0.6)))).toBeLessThan(0.0005);
  });

  test('a cell is born high, a machine low', { timeout: 60_000 }, async () => {
    const of = async (name: string, mix: [number, number, number]) => {
      const heard = await recorded(name, [{ at: 300, event: birth(mix) }], 1500);
      return height(loudest(heard, 0.1), heard.rate);
    };
    const cell = await of('cell', [0, 0, 1]);
    expect(cell).toBeGreaterThan(400);
    expect(cell).toBeLessThan(1300);
    const human = await of('human', [1, 0, 0]);
    expect(human).toBeLessThan(cell);
  });
});
