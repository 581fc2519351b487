import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGenerator } from '../../engine/gan/generator.ts';
import { loadManifest, type ModelSet, verifyFiles } from '../../engine/gan/manifest.ts';
import { GeneratorDown } from '../../engine/gan/port.ts';
import type { Event } from '../../engine/show/events.ts';
import { type Kingdoms, uniform } from '../../engine/show/genome.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { temporaryFolder, until } from '../tools/show.ts';

const MANIFEST = join(import.meta.dirname, '../../models/manifest.json');
const human: Kingdoms = [1, 0, 0];

function shipped(): ModelSet {
  const { models, faults } = loadManifest(MANIFEST, 'default');
  if (!models) throw new Error(JSON.stringify(faults));
  return models;
}

describe('the manifest', () => {
  const { folder, remove } = temporaryFolder();
  const copy = join(folder, 'models');
  beforeAll(() =>
    cpSync(join(MANIFEST, '..'), copy, { recursive: true, filter: (path) => !/training/.test(path) }),
  );
  afterAll(remove);

  test('the shipped models are whole', () => {
    expect(verifyFiles(shipped())).toEqual([]);
  });

  test('a changed file is named', () => {
    const models = loadManifest(join(copy, 'manifest.json'), 'default').models!;
    const { path } = models.generator.files.mapping!;
    writeFileSync(path, 'nonsense');
    const sum = createHash('sha256').update('nonsense').digest('hex');
    expect(verifyFiles(models)).toMatchObject([{ path, what: expect.stringContaining(sum) }]);
  });

  test.each([
    ['there is none', 'missing.json', 'default', 'does not exist'],
    ['an unknown generator', 'manifest.json', 'colossus', 'there is no generator "colossus"'],
    ['a translator is no generator', 'manifest.json', 'translator', 'there is no generator'],
  ])('%s', (_, file, wanted, what) => {
    const name = wanted === 'translator' ? shipped().translator!.name : wanted;
    const { models, faults } = loadManifest(join(copy, file), name);
    expect(models).toBeNull();
    expect(faults).toMatchObject([{ what: expect.stringContaining(what) }]);
  });

  test('a missing file and a broken manifest are faults, not exceptions', () => {
    const changed = JSON.parse(readFileSync(MANIFEST, 'utf8'));
    changed.models[changed.default.generator].files.synthesis.path = 'gone.onnx';
    writeFileSync(join(copy, 'gone.json'), JSON.stringify(changed));
    expect(loadManifest(join(copy, 'gone.json'), 'default').faults).toMatchObject([
      { path: join(copy, 'gone.onnx') },
    ]);
    writeFileSync(join(copy, 'broken.json'), '{"models": 3');
    expect(loadManifest(join(copy, 'broken.json'), 'default').faults).toHaveLength(1);
  });
});

describe('the child process', () => {
  const told: Event[] = [];
  const config = {
    manifest: MANIFEST,
    model: 'default',
    providers: ['cuda', 'cpu'] as ['cuda', 'cpu'],
    threads: 1,
  };
  let generator: ReturnType<typeof startGenerator>;
  beforeAll(async () => {
    generator = startGenerator({ tell: (event) => void told.push(event) }, config, shipped());
    await until(() => generator.status().state === 'running', 'the networks to open');
  });
  afterAll(() => generator.stop());

  const creature = async (seed: number) => {
    const w = await generator.map(gaussians(seeded(seed), generator.model.zDim), human, 'birth');
    return uniform(w, generator.model.layers, seed, generator.model.name);
  };

  test('says which provider was taken and why not the others', () => {
    const { provider, providers } = generator.status();
    expect(provider).toBe('cpu');
    expect(providers).toMatchObject([
      { provider: 'cuda', taken: false, probeMs: null },
      { provider: 'cpu', taken: true, probeMs: expect.any(Number) },
    ]);
    expect(told).toContainEqual({ type: 'fault/raised', code: 'provider-refused', where: 'cuda' });
  });

  test('the same genome gives the same pixels, another gives others', async () => {
    const [a, b] = [await creature(1), await creature(2)];
    const [once, again, other] = await Promise.all([
      generator.render(a, human, 0.8, 'birth'),
      generator.render(a, human, 0.8, 'birth'),
      generator.render(b, human, 0.8, 'birth'),
    ]);
    expect(once).toMatchObject({ width: generator.model.resolution, height: generator.model.resolution });
    expect(once.data.length).toBe(generator.model.resolution ** 2 * 3);
    expect(Buffer.compare(once.data, again.data)).toBe(0);
    expect(Buffer.compare(once.data, other.data)).not.toBe(0);
  });

  test('truncation to nothing gives the average, whoever it was', async () => {
    const [a, b] = [await creature(1), await creature(2)];
    const [one, two] = [
      await generator.render(a, human, 0, 'birth'),
      await generator.render(b, human, 0, 'birth'),
    ];
    expect(Buffer.compare(one.data, two.data)).toBe(0);
  });

  test('a visit overtakes births that wait', async () => {
    const genome = await creature(3);
    const photo = await generator.render(genome, human, 1, 'birth');
    const order: string[] = [];
    const births = [1, 2, 3].map(() =>
      generator.render(genome, human, 1, 'birth').then(() => order.push('birth')),
    );
    const visit = generator.translate(photo, genome, human, 1).then(() => order.push('visit'));
    await Promise.all([...births, visit]);
    expect(order).toEqual(['birth', 'visit', 'birth', 'birth']);
  });

  test('killed in the middle of a job it rejects, comes back by itself and draws the same', async () => {
    const genome = await creature(4);
    const before = await generator.render(genome, human, 0.8, 'birth');
    const { pid } = generator;
    const lost = generator.render(genome, human, 0.8, 'birth');
    const caught = expect(lost).rejects.toBeInstanceOf(GeneratorDown);
    process.kill(pid!, 'SIGKILL');
    await caught;
    expect(told).toContainEqual({
      type: 'fault/raised',
      code: 'generator-down',
      where: generator.model.name,
    });
    await until(() => generator.status().state === 'running', 'the child to come back', 20_000);
    expect(generator.pid).not.toBe(pid);
    expect(told.at(-1)).toEqual({
      type: 'fault/cleared',
      code: 'generator-down',
      where: generator.model.name,
    });
    const after = await generator.render(genome, human, 0.8, 'birth');
    expect(Buffer.compare(before.data, after.data)).toBe(0);
  });
});
