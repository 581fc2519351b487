import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { State } from '../../engine/show/state.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';
import { generatorDouble } from './generator-double.ts';
import { house, request } from './house.ts';
import { drawnFace } from './photos.ts';

const VISITS = 1000;
const AT_A_TIME = 20;
const LIMIT_MS = 900_000;

/** Runs `job` for 0..count-1, `width` at a time, and keeps the answers in order. */
async function all<T>(count: number, width: number, job: (i: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = new Array(count);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) answers[i] = await job(i);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return answers;
}

test('a thousand visits, twenty at a time: each picture is of its own photo', {
  timeout: LIMIT_MS,
}, async () => {
  // A colour a visitor: ten steps of each channel.
  const colour = (i: number) =>
    [i % 10, Math.floor(i / 10) % 10, Math.floor(i / 100)].map((step) => 10 + step * 25);
  // What the translator draws is the photo, so that whose it is can be read off the picture.
  const generator = generatorDouble({ delayMs: 1 });
  generator.translate = async ({ data, width, height }) => {
    await new Promise((resolve) => setTimeout(resolve, Math.floor(data[0]! / 50)));
    return { width, height, data: new Uint8Array(data) };
  };
  const { visits, library } = house({ generator });
  const answers = await all(VISITS, AT_A_TIME, async (i) => {
    const [r, g, b] = colour(i) as [number, number, number];
    const photo = await sharp({ create: { width: 128, height: 128, channels: 3, background: { r, g, b } } })
      .png()
      .toBuffer();
    const answer = await visits.visit(await request({ photo, name: `visitor ${i}` }));
    const webp = (await library.picture(answer.creature.id, 64))!;
    const pixels = await sharp(webp).extract({ left: 28, top: 28, width: 8, height: 8 }).raw().toBuffer();
    const seen = [0, 1, 2].map(
      (c) => pixels.filter((_, at) => at % 3 === c).reduce((sum, v) => sum + v, 0) / 64,
    );
    return { answer, apart: Math.max(...seen.map((value, c) => Math.abs(value - colour(i)[c]!))) };
  });
  await visits.stop();
  answers.forEach(({ answer, apart }, i) => {
    expect(answer.profile.name).toBe(`visitor ${i}`);
    expect(apart, `the picture of visitor ${i}`).toBeLessThan(12);
    expect(library.profile(answer.code)).toMatchObject({ id: answer.creature.id });
  });
  expect(new Set(answers.map(({ answer }) => answer.code)).size).toBe(VISITS);
  expect(new Set(answers.map(({ answer }) => answer.creature.id)).size).toBe(VISITS);
});

describe('on the whole engine', () => {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  beforeAll(async () => {
    // Whatever else runs on this machine may have the port of OSC, which would be a fault.
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ osc: { enabled: false } }));
    show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'data')]);
    await until(async () => (await state()).births > 4, 'creatures to hang', 60_000);
  }, LIMIT_MS);
  afterAll(async () => {
    await show?.end();
    remove();
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
  const residentMB = async () =>
    Number(/^mishmash_resident_bytes (\d+)/m.exec(await (await fetch(`${show.url}/metrics`)).text())![1]) /
    2 ** 20;

  test('a thousand phones, twenty at a time, while creatures are born: none is lost, memory stays flat', {
    timeout: LIMIT_MS,
  }, async () => {
    const photos = await all(AT_A_TIME, 4, (i) =>
      drawnFace(360, 480, i * 18)
        .jpeg()
        .toBuffer(),
    );
    const memory: number[] = [];
    const begun = (await state()).births;
    const codes = await all(VISITS, AT_A_TIME, async (i) => {
      const form = new FormData();
      form.set('photo', new Blob([new Uint8Array(photos[i % photos.length]!)]));
      form.set('name', `phone ${i}`);
      form.set('consent', '{"mix":true,"wall":true,"keep":true}');
      const answer = await fetch(`${show.url}/api/visits`, { method: 'POST', body: form });
      const body = await answer.json();
      expect([answer.status, body.message]).toEqual([201, undefined]);
      if (i % 50 === 49) memory.push(await residentMB());
      return { code: body.code as string, id: body.creature.id as number };
    });
    const kept = await all(VISITS, AT_A_TIME, async (i) => {
      const own = await (await fetch(`${show.url}/api/profiles/${codes[i]!.code}`)).json();
      const picture = await fetch(
        `${show.url}/creatures/${codes[i]!.id}.webp?size=256&code=${codes[i]!.code}`,
      );
      return { id: own.id, name: own.profile?.name, picture: picture.status };
    });
    expect(kept).toEqual(codes.map(({ id }, i) => ({ id, name: `phone ${i}`, picture: 200 })));
    expect(new Set(codes.map(({ code }) => code)).size).toBe(VISITS);
    const { births, visits, faults, phase } = await state();
    expect(visits).toBe(VISITS);
    expect(births - begun).toBeGreaterThan(VISITS);
    expect([faults, phase]).toEqual([[], 'attract']);
    // The first quarter fills caches and pools; after that nothing may grow with the visitors.
    const [early, late] = [memory.slice(5, 10), memory.slice(-5)].map((some) => Math.min(...some));
    console.log(`resident MB, every 50 visits: ${memory.map((mb) => mb.toFixed(0)).join(' ')}`);
    expect(late! / early!).toBeLessThan(1.15);
  });
});
