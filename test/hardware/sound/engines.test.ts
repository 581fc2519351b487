import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Event } from '../../../engine/show/events.ts';
import { messageOf } from '../../../hardware/osc/contract.ts';
import { packMessage } from '../../../hardware/osc/message.ts';
import { has } from '../../tools/has.ts';
import { freePort, temporaryFolder } from '../../tools/show.ts';
import { type Player, pureData, superCollider } from './players.ts';
import { beforeEnd, height, loudest, peak, type Recording, readWav, rms } from './wav.ts';

// The ready patches, run without a window or a sound card, hear the show's own OSC and are listened to.

const { folder, remove } = temporaryFolder();
afterAll(remove);

function birth(mix: [human: number, machine: number, cell: number]): Event {
  const [human, machine, cell] = mix;
  const family = { parentA: 1, parentB: 2, generation: 3 };
  return { type: 'creature/born', creature: 14, slot: 2, ...family, human, machine, cell };
}

/** What is told when, in seconds; before each is a second in which nothing but the breath is heard. */
const SCORE: [at: number, name: string, event: Event | null][] = [
  [0, 'alone', null],
  [2.5, 'machine', birth([0, 1, 0])],
  [5.5, 'cell', birth([0, 0, 1])],
  [7.5, 'human', birth([1, 0, 0])],
  [10, 'presence', { type: 'presence/entered', sensor: 'door', distanceCm: 80 }],
  [14.2, 'shutter', { type: 'selfie/captured', visit: 'v' }],
  [16, 'arrival', { type: 'profile/born', visit: 'v', creature: 9, name: 'Ada' }],
  [23.2, 'approval', { type: 'profile/approved', creature: 9, name: 'Ada' }],
  [30.4, 'mute', { type: 'param/turned', param: 'volume', value: 0 }],
  [32, 'muted', birth([0, 1, 0])],
];
const END_S = 34;
/** The recording is counted from its end, which comes later, or lacks a little, on a machine that is busy. */
const SLACK_S = 0.6;

/** The part of the recording in which each event was heard. */
async function played(player: Player): Promise<(name: string) => Recording> {
  const port = await freePort();
  const file = join(folder, `${player.needs[0]}.wav`);
  const playing = await player.start(port, file);
  const socket = createSocket('udp4');
  const send = (event: Event) => socket.send(packMessage(messageOf(event)), port, '127.0.0.1');
  const begun = Date.now();
  const until = (s: number) =>
    new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + s * 1000 - Date.now())));
  try {
    for (const [at, , event] of SCORE) {
      await until(at);
      if (event) send(event);
      // What a value stands at is told as well, at its own address.
      if (event?.type === 'param/turned') {
        const args = [{ type: 'f' as const, value: Number(event.value) }];
        socket.send(packMessage({ address: `/mishmash/param/${event.param}`, args }), port, '127.0.0.1');
      }
    }
    await until(END_S);
    send({ type: 'show/closed', show: 'test' });
  } finally {
    await playing.end();
    socket.close();
  }
  expect(playing.said()).not.toMatch(/error|couldn't create|exception|not understood/i);
  const all = readWav(file);
  return (name) => {
    const i = SCORE.findIndex(([, one]) => one === name);
    const [from, to] = [SCORE[i]![0], SCORE[i + 1]?.[0] ?? END_S];
    return beforeEnd(all, END_S - from + SLACK_S, END_S - to + SLACK_S);
  };
}

describe.each([pureData, superCollider])('$name', (player) => {
  test.skipIf(!player.needs.every(has))(
    `breathes alone, is heard at every event, and is silent at volume 0 (needs: ${player.install})`,
    { timeout: 150_000 },
    async () => {
      const part = await played(player);
      const level = rms(loudest(part('alone'), 0.4));
      expect(rms(part('alone'))).toBeGreaterThan(0.0005);
      for (const name of ['machine', 'cell', 'human', 'presence', 'shutter', 'arrival', 'approval']) {
        const heard = rms(loudest(part(name), name === 'shutter' ? 0.05 : 0.4));
        expect(heard, name).toBeGreaterThan(level * 2);
        expect(peak(part(name)), name).toBeLessThan(0.99);
      }
      expect(rms(part('muted'))).toBeLessThan(0.0005);
      const of = (name: string) => height(loudest(part(name), 0.1));
      expect(of('machine')).toBeLessThan(130);
      expect(of('cell')).toBeGreaterThan(400);
      expect(of('cell')).toBeLessThan(1300);
      // The first step of the scale, an octave above the lowest.
      expect(of('human')).toBeGreaterThan(210);
      expect(of('human')).toBeLessThan(230);
    },
  );
});
