import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CODE_ALPHABET, CODE_LENGTH, newCode } from '../../engine/visit/code.ts';
import { until } from '../tools/show.ts';
import { visitForm } from '../web/server.ts';
import { attackedShow } from './attacked-show.ts';
import { type Answer, lanAddress } from './attacker.ts';

const MAX_MB = 700;
const host = lanAddress();

test('a code cannot be guessed: at least 60 bits', () => {
  expect(CODE_LENGTH * Math.log2(new Set(CODE_ALPHABET).size)).toBeGreaterThan(60);
  expect(newCode()).toMatch(new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`));
});

describe.skipIf(!host)('an attacker in the network (needs: a network address)', () => {
  const { attack, atDesk, state, births, takeGaps, url, port, data } = attackedShow(host!);

  test('learns nothing of a visitor: guessed codes, hidden portraits, who does not hang', async () => {
    const come = async (consent: string) => {
      const body = await visitForm({ consent });
      return (await fetch(`${url()}/api/visits`, { method: 'POST', body })).json();
    };
    const [hung, unhung] = [await come('mix,wall,keep'), await come('mix,keep')];
    const { id } = hung.creature;
    const seen = JSON.parse((await attack('GET', `/api/creatures/${id}`)).text);
    const fields = ['id', 'seed', 'mix', 'parents', 'generation', 'bornAt', 'psi', 'profile'];
    expect(Object.keys(seen).sort()).toEqual(fields.sort());
    expect(Object.keys(seen.profile).sort()).toEqual(['attributes', 'mishmashedWith', 'name']);
    expect(JSON.stringify(seen)).not.toContain(hung.code);
    expect((await atDesk(`/api/creatures/${id}/hide`)).status).toBe(200);
    const nobody = await attack('GET', '/api/creatures/2147483647');
    expect(nobody.status).toBe(404);
    for (const creature of [id, unhung.creature.id])
      for (const path of [`/api/creatures/${creature}`, `/api/creatures/${creature}/lineage`])
        expect([path, await attack('GET', path)]).toEqual([path, nobody]);
    for (const creature of [id, unhung.creature.id])
      expect(await attack('GET', `/creatures/${creature}.webp`)).toEqual(nobody);
    const guesses = ['not a code', `${hung.code.slice(0, -1)}3`, ...Array.from({ length: 20 }, newCode)];
    const answers: Answer[] = [];
    for (const code of guesses.filter((code) => code !== hung.code)) {
      const path = `/api/profiles/${encodeURIComponent(code)}`;
      answers.push(await attack('GET', path), await attack('DELETE', path));
    }
    const told = new Set(answers.map(({ text }) => text));
    expect(told.size).toBe(2);
    expect(answers.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(31);
    expect(answers.at(-1)!.code).toBe('too-often');
    // Nor by way of the pictures; and a right one is no more heard among guesses than a wrong one.
    for (const code of [newCode(), hung.code])
      expect((await attack('GET', `/creatures/${id}.webp?code=${code}`)).code).toBe('too-often');
    expect((await fetch(`${url()}/api/profiles/${hung.code}`)).status).toBe(200);
  });

  test('floods: births go on, memory and disk are bounded, the booth is served', {
    timeout: 120_000,
  }, async () => {
    const usual = Math.max(...takeGaps());
    const files = () => readdirSync(join(data, 'pictures'), { recursive: true }).length;
    const early = await state();
    const before = files() - early.births;
    const slow = Array.from({ length: 80 }, () => half(host!, port()));
    const photo = Buffer.alloc(12 * 1024 * 1024 - 1000, 7);
    photo.set([0xff, 0xd8, 0xff, 0xe0]);
    const form = Buffer.concat([
      Buffer.from('--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'),
      photo,
      Buffer.from(
        '\r\n--x\r\nContent-Disposition: form-data; name="consent"\r\n\r\nmix,wall,keep\r\n--x--\r\n',
      ),
    ]);
    const multipart = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const uploads = await Promise.all(
      Array.from({ length: 40 }, () => attack('POST', '/api/visits', multipart, form)),
    );
    expect(uploads.filter(({ status }) => status === 201)).toEqual([]);
    expect(uploads.filter(({ status }) => status !== 429 && status !== 0).length).toBeLessThanOrEqual(20);
    const booth = await fetch(`${url()}/api/visits`, { method: 'POST', body: await visitForm() });
    expect(booth.status).toBe(201);
    const reads = await Promise.all(Array.from({ length: 300 }, () => attack('GET', '/api/state')));
    expect(reads.every(({ status }) => [200, 429, 0].includes(status))).toBe(true);
    const born = births();
    await until(() => births() > born + 3, 'births to go on');
    const later = await state();
    expect(files() - later.births - before).toBeLessThanOrEqual(later.visits - early.visits + 1);
    const gaps = takeGaps();
    const text = await (await fetch(`${url()}/metrics`)).text();
    const residentMB = Number(/^mishmash_resident_bytes (\d+)/m.exec(text)![1]) / 2 ** 20;
    console.log(
      `births at most ${Math.max(...gaps).toFixed(0)} ms apart (before: ${usual.toFixed(0)}), ${residentMB.toFixed(0)} MB`,
    );
    expect(Math.max(...gaps)).toBeLessThan(5 * usual + 5000);
    expect(residentMB).toBeLessThan(MAX_MB);
    for (const socket of slow) socket.destroy();
  });
});

/** A request whose body never ends. */
function half(host: string, port: number): Socket {
  const socket = connect({ host, port, localAddress: host });
  socket.on('error', () => {});
  socket.write(
    'POST /api/visits HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n--x\r\n',
  );
  return socket;
}
