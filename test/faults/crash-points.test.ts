import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { boothShow } from './booth-show.ts';
import { memoryFolder } from './places.ts';

const { folder, remove } = memoryFolder();
afterAll(remove);

interface Told {
  doing: string;
  early: { code: string; id: number };
  before: (number | null)[];
  born?: number;
  late?: { code: string; id: number };
  after?: (number | null)[];
  erased?: true;
}

function run(name: string, ...kill: string[]) {
  const data = join(folder, name);
  const copies = join(folder, `${name}-copies`);
  mkdirSync(copies);
  const script = join(import.meta.dirname, 'crash-visit.ts');
  const { signal, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, data, copies, ...kill], {
    encoding: 'utf8',
  });
  return { data, copies, signal, stderr };
}

function bytesUnder(path: string): Buffer {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

/** The show opens again from what a kill left: a visitor is there with everything or not at all, and so is their erasure. */
async function judged(data: string, told: Told | null): Promise<number> {
  const start = performance.now();
  const show = await boothShow(data);
  const tookMs = performance.now() - start;
  const { stage, library } = show;
  const { wall, visit, faults } = stage.state();
  expect({ visit, faults }).toEqual({ visit: null, faults: [] });
  const there = library.visitorsFrom(0);
  for (const { creature } of there) {
    expect(wall).toContain(creature);
    expect(await library.picture(creature, 64)).not.toBeNull();
  }
  const late = there.find(({ name }) => name === 'Late Comer');
  const early = there.find(({ name }) => name === 'Early Erased');
  const pictures = readdirSync(join(data, 'pictures'), { recursive: true, encoding: 'utf8' });
  const files = pictures.filter((name) => name.includes('.webp'));
  expect(files).toHaveLength(3 + there.length);
  if (told?.born) expect(late?.creature).toBe(told.born);
  if (told?.late) expect(library.profile(told.late.code)?.id).toBe(told.late.id);
  if (told && !late) expect(wall).toEqual(told.before);
  if (told?.erased) expect(early).toBeUndefined();
  await show.stop();
  if (!early) expect(bytesUnder(data).includes('Early Erased')).toBe(false);
  return tookMs;
}

test('killed before and after each write of a visit and an erasure, it opens with all of it or none', async () => {
  const { copies, signal, stderr } = run('all');
  expect([signal, stderr]).toEqual([null, '']);
  const moments = readdirSync(copies).filter((name) => name.endsWith('.json')).length;
  const times: number[] = [];
  const met = new Set<string>();
  for (let n = 0; n < moments; n++) {
    const told: Told = JSON.parse(readFileSync(join(copies, `${n}.json`), 'utf8'));
    met.add(told.doing);
    times.push(
      await judged(join(copies, String(n)), told).catch((error: unknown) => {
        throw new Error(`killed at moment ${n}, ${told.doing}`, { cause: error });
      }),
    );
    rmSync(join(copies, String(n)), { recursive: true });
  }
  console.log(
    `${moments} moments to be killed at; the slowest opens within ${Math.ceil(Math.max(...times))} ms`,
  );
  expect(moments).toBeGreaterThan(40);
  for (const one of ['before rename', 'after rename', 'after exec', 'before unlink', 'after appendFileSync'])
    expect(met).toContain(one);
  expect(Math.max(...times)).toBeLessThan(3000);
}, 180_000);

test.each(['9', '25'])('a real SIGKILL at moment %s leaves what the copies say', async (moment) => {
  const { data, signal } = run(`killed-${moment}`, moment);
  expect(signal).toBe('SIGKILL');
  await judged(data, null);
});
