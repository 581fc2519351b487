import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followTraces } from '../../engine/archive/traces/follow.ts';
import { openRing, type RingOptions } from '../../engine/archive/traces/ring.ts';
import type { TraceSample } from '../../engine/show/sensing/traces-csv.ts';
import { temporaryFolder } from '../tools/show.ts';
import { memoryShow } from '../visit/memory-show.ts';

const HOUR_MS = 3_600_000;
const T0 = Date.UTC(2026, 4, 1, 20);
let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

function open(at = T0, more: Partial<RingOptions> = {}) {
  return openRing({ folder, days: 3, now: () => at, ...more });
}

function samples(count: number, from = T0, sensor = 'door', everyMs = 100): TraceSample[] {
  return Array.from({ length: count }, (_, i) => ({
    at: from + i * everyMs,
    sensor,
    cm: i % 7 === 3 ? null : 80 + (i % 50),
  }));
}

async function all(ring: ReturnType<typeof open>, sensor: string | null = null, from = 0, to = Infinity) {
  const found: TraceSample[] = [];
  for await (const some of ring.read({ sensor, from, to })) found.push(...some);
  return found;
}

describe('the ring', () => {
  test('gives back what it was told, from hour to hour, also to the next engine', async () => {
    const told = samples(200, T0 + HOUR_MS - 10_000);
    const ring = open();
    for (const sample of told) ring.add(sample);
    expect(await all(ring)).toEqual(told);
    expect(await all(open())).toEqual(told);
    expect(readdirSync(folder).sort()).toEqual(['2026-05-01T20.csv.gz', '2026-05-01T21.csv.gz']);
    expect(await all(ring, null, told[50]!.at, told[60]!.at)).toEqual(told.slice(50, 60));
  });

  test('knows one sensor from another', async () => {
    const ring = open();
    for (const sample of [...samples(20), ...samples(20, T0, 'a "door", left')]) ring.add(sample);
    expect(await all(ring, 'a "door", left')).toEqual(samples(20, T0, 'a "door", left'));
    expect(await all(ring, 'cellar')).toEqual([]);
  });

  test('its files are plain gzip', async () => {
    const ring = open();
    for (const part of [samples(5), samples(5, T0 + 1000)]) {
      for (const sample of part) ring.add(sample);
      await ring.flush();
    }
    const text = gunzipSync(readFileSync(join(folder, '2026-05-01T20.csv.gz'))).toString();
    expect(text.split('\n')).toHaveLength(11);
  });

  test('keeps at most twenty samples a second, and every change from or to nothing', async () => {
    const ring = open();
    for (const [ms, cm] of [
      [0, 80],
      [10, 81],
      [20, null],
      [30, null],
      [40, 82],
      [95, 83],
    ] as const)
      ring.add({ at: T0 + ms, sensor: 'door', cm });
    expect((await all(ring)).map(({ cm }) => cm)).toEqual([80, null, 82, 83]);
  });

  test('a block torn anywhere costs only what it held', async () => {
    const file = join(folder, '2026-05-01T20.csv.gz');
    const ring = open();
    const first = samples(100);
    for (const sample of first) ring.add(sample);
    await ring.flush();
    const sound = statSync(file).size;
    const second = samples(100, T0 + 60_000);
    for (const sample of second) ring.add(sample);
    await ring.flush();
    const whole = readFileSync(file);
    const third = samples(10, T0 + 120_000);
    for (let bytes = sound; bytes < whole.length; bytes += 17) {
      writeFileSync(file, whole);
      truncateSync(file, bytes);
      const again = open();
      for (const sample of third) again.add(sample);
      const found = await all(again);
      expect(found.slice(0, 100)).toEqual(first);
      expect(found.slice(-10)).toEqual(third);
      expect(second).toEqual(expect.arrayContaining(found.slice(100, -10)));
    }
  });

  test('what is no block is left out', async () => {
    const ring = open();
    for (const sample of samples(10)) ring.add(sample);
    await ring.flush();
    appendFileSync(join(folder, '2026-05-01T20.csv.gz'), Buffer.alloc(500, 'x'));
    writeFileSync(join(folder, '2026-05-01T21.csv.gz'), 'nothing');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(await all(ring)).toEqual(samples(10));
  });

  test('forgets the oldest hours, by age and by size, and nothing that is not its own', async () => {
    let at = T0;
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const ring = openRing({ folder, days: 1, now: () => at, maxBytes: 12_000 });
    for (let hour = 0; hour < 30; hour++) {
      for (const sample of samples(20, at)) ring.add(sample);
      await ring.flush();
      at += HOUR_MS;
    }
    const names = readdirSync(folder).sort();
    expect(names).toHaveLength(25 + 1);
    expect(names).toContain('notes.txt');
    expect(names[0]).toBe('2026-05-02T01.csv.gz');
    const random = Array.from({ length: 9000 }, (_, i) => ({
      at: at + i * 50,
      sensor: 'door',
      cm: 1 + ((i * i * 7919) % 4000) / 10,
    }));
    for (const sample of random) ring.add(sample);
    await ring.flush();
    expect(readdirSync(folder).length).toBeLessThan(5);
  });

  test('none is kept for no days', async () => {
    const ring = open(T0, { days: 0 });
    ring.add(samples(1)[0]!);
    expect(await all(ring)).toEqual([]);
  });
});

describe('a recording from elsewhere', () => {
  test('is taken in and read like its own', async () => {
    const ring = open(T0 + HOUR_MS);
    await ring.bring(samples(50));
    expect(await all(open(), 'door')).toEqual(samples(50));
  });

  test.each([
    ['older than what is kept', samples(5, T0 - 80 * HOUR_MS), 'too-old'],
    ['of the future', samples(5, T0 + 3 * HOUR_MS), 'ahead'],
    ['over what the sensor told itself', samples(5, T0 + 50), 'taken'],
  ])('is refused where it is %s', async (_, given, code) => {
    const ring = open();
    for (const sample of samples(5)) ring.add(sample);
    await expect(ring.bring(given)).rejects.toMatchObject({ code });
    expect(await all(ring)).toEqual(samples(5));
  });
});

test('what the sensors tell the stage is kept; a disk that fails is a fault until it works', async () => {
  const { stage } = memoryShow({ now: () => T0 });
  const file = join(folder, 'taken');
  writeFileSync(file, '');
  let place = file;
  const ring = {
    ...open(),
    flush: () => (place === file ? Promise.reject(new Error('no disk')) : open().flush()),
  };
  const edge = followTraces(stage, ring, 5);
  stage.trace('door', 80);
  const faults = () => stage.state().faults.map(({ code, where }) => `${code} ${where}`);
  while (faults().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(faults()).toEqual(['archive-failed traces']);
  expect(edge.health().ok).toBe(false);
  place = folder;
  while (faults().length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await edge.stop();
  const kept = open();
  const own = followTraces(stage, kept, 60_000);
  stage.trace('door', 81);
  await own.stop();
  stage.trace('door', 82);
  expect(await all(kept)).toEqual([{ at: T0, sensor: 'door', cm: 81 }]);
});
