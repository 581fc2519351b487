import { describe, expect, test } from 'vitest';
import { classifierSchema } from '../../engine/show/config-schema.ts';
import { generatorDouble } from './generator-double.ts';
import { codeOf, house, request, yes } from './house.ts';
import { memoryShow } from './memory-show.ts';

describe('a phone visit', () => {
  test('ends as a named profile on the wall, in one step of three facts', async () => {
    const { stage, visits, entries, records, pictures } = house({ show: memoryShow({ creatures: 16 }) });
    expect(stage.state().wall).not.toContain(null);
    const result = await visits.visit(await request({ name: ' Ada\u202e ' }));
    const told = entries.slice(-5).map(({ event }) => event.type);
    expect(told).toEqual(['visit/begun', 'profile/born', 'creature/died', 'creature/born', 'visit/ended']);
    const { id } = result.creature;
    const slot = stage.state().wall.indexOf(id);
    expect(stage.state().specimens[id]).toMatchObject({ name: 'Ada', generation: 4 });
    expect(records.get(id)).toMatchObject({
      slot,
      recipe: null,
      profile: { code: result.code, name: 'Ada' },
    });
    expect(result.profile.mishmashedWith).toBe(result.creature.parents[0]);
    expect(stage.state().wall).toContain(result.profile.mishmashedWith);
    expect(pictures.get(id)?.data).not.toEqual(pictures.get(result.profile.mishmashedWith)?.data);
  });

  test('leaves no photo behind in memory', async () => {
    const { visits } = house();
    const good = await request();
    await visits.visit(good);
    const bad = await request({ consent: { ...yes, mix: false } });
    await expect(visits.visit(bad)).rejects.toMatchObject({ status: 422, code: 'consent-missing' });
    for (const { photo } of [good, bad]) expect(photo.every((byte) => byte === 0)).toBe(true);
  });

  test('without consent for the wall is kept, but neither hung nor named in public', async () => {
    const { stage, visits, entries, records } = house();
    const before = stage.state().wall;
    const result = await visits.visit(await request({ consent: { ...yes, wall: false }, name: 'Secret' }));
    expect(stage.state().wall).toEqual(before);
    expect(records.get(result.creature.id)).toMatchObject({ slot: -1, profile: { name: 'Secret' } });
    expect(JSON.stringify([stage.state(), entries])).not.toContain('Secret');
  });

  test('the same face, creature and seed read the same for ever', async () => {
    const one = await house().visits.visit(await request());
    const two = await house().visits.visit(await request());
    expect(two.profile.attributes).toEqual(one.profile.attributes);
    expect(two.code).not.toBe(one.code);
    const other = await house().visits.visit(await request({}, 200));
    expect(other.profile.attributes).not.toEqual(one.profile.attributes);
  });

  test('carries the guesses it may carry, and none when only fiction is wanted', async () => {
    const attributes = {
      age: { value: 41.4, confidence: 0.612 },
      gender: { value: 'female', confidence: 0.9 },
      expression: { value: 'delighted', confidence: 0.9 },
      ethnicity: { value: 'any', confidence: 1 },
    };
    const { profile } = await house().visits.visit(await request({ attributes }));
    const guesses = profile.attributes.filter(({ guess }) => guess);
    expect(guesses.map(({ name, value, confidence }) => [name, value, confidence])).toEqual([
      ['age', '41', 0.61],
      ['gender', 'female', 0.9],
    ]);
    expect(profile.attributes.map(({ name }) => name)).toContain('ancestry');
    const child = { age: { value: 9, confidence: 0.9 } };
    const young = await house().visits.visit(await request({ attributes: child }));
    expect(young.profile.attributes.filter(({ guess }) => guess)).toEqual([]);
    const some = await house({ guesses: ['gender'] }).visits.visit(await request({ attributes }));
    expect(some.profile.attributes.filter(({ guess }) => guess).map(({ name }) => name)).toEqual(['gender']);
    const fiction = await house({ guesses: [] }).visits.visit(await request({ attributes }));
    expect(fiction.profile.attributes.filter(({ guess }) => guess)).toEqual([]);
  });

  test('nobody younger than the set age is told one; what is left out is on no plate', async () => {
    const attributes = { age: { value: 30, confidence: 0.9 } };
    const names = async (options: Parameters<typeof house>[0]) => {
      const { profile } = await house(options).visits.visit(await request({ attributes }));
      return profile.attributes.map(({ name }) => name);
    };
    expect(await names({ minAge: 30 })).toContain('age');
    expect(await names({ minAge: 31 })).not.toContain('age');
    const some = await names({ leaveOut: ['fuel', 'ancestry'] });
    expect(some).not.toContain('fuel');
    expect(some).not.toContain('ancestry');
    expect(some).toContain('top speed');
  });

  test('how the face is built reaches the plate where it may be looked at', async () => {
    const proportions = {
      eyes: 0.43,
      brow: 0.19,
      nose: 0.43,
      mouth: 0.36,
      lips: 0.13,
      jaw: 0.79,
      askew: 0.5,
    };
    const plate = async (given: unknown, guesses?: string[]) =>
      (
        await house({ ...(guesses && { guesses }) }).visits.visit(
          await request({ attributes: { proportions: given } }),
        )
      ).profile.attributes;
    const blind = await plate(null);
    expect(await plate(proportions)).not.toEqual(blind);
    expect(await plate({ ...proportions, jaw: 'square' })).toEqual(blind);
    expect(await plate(proportions, ['age'])).toEqual(blind);
  });

  test("carries what the artist's own classifiers say, and goes on without one that fails", async () => {
    const classifiers = [
      classifierSchema.parse({ name: 'light', model: 'x.onnx', labels: ['dark', 'bright'] }),
    ];
    const generator = generatorDouble();
    const { visits, stage } = house({ classifiers, generator });
    const light = async () =>
      (await visits.visit(await request())).profile.attributes.find(({ name }) => name === 'light');
    const said = await light();
    expect(said).toMatchObject({ unit: '', guess: true });
    expect(['dark', 'bright']).toContain(said!.value);
    expect(said!.confidence).toBeGreaterThanOrEqual(0.5);
    const { classify } = generator;
    generator.classify = () => Promise.reject(new Error('broken'));
    expect(await light()).toBeUndefined();
    expect(stage.state().faults).toMatchObject([{ code: 'classifier-failed', where: 'light' }]);
    generator.classify = classify;
    expect(await light()).toBeDefined();
    expect(stage.state().faults).toEqual([]);
  });

  test.each([
    ['encoder', { translator: false }],
    ['translator', { encoder: false }],
  ])('works with the %s alone', async (_, have) => {
    const { visits, pictures } = house({ generator: generatorDouble(have) });
    const one = await visits.visit(await request({}, 30));
    const two = await visits.visit(await request({}, 210));
    expect(pictures.get(one.creature.id)?.data).not.toEqual(pictures.get(two.creature.id)?.data);
  });

  test('is refused with a remedy where there is no network, no creature or no time', async () => {
    const blind = house({ generator: generatorDouble({ encoder: false, translator: false }) });
    expect(await blind.visits.visit(await request()).catch(codeOf)).toBe('generator-blind');
    const bare = house({ show: memoryShow({ creatures: 0 }) });
    expect(await bare.visits.visit(await request()).catch(codeOf)).toBe('wall-empty');
    const frozen = house();
    frozen.stage.tell({ type: 'freeze/set', on: 1 });
    expect(await frozen.visits.visit(await request()).catch(codeOf)).toBe('frozen');
    const closing = house();
    await closing.visits.stop();
    expect(await closing.visits.visit(await request()).catch(codeOf)).toBe('closing');
  });

  test('a failure is a fault until the next visit succeeds', async () => {
    const generator = generatorDouble();
    const { encode } = generator;
    generator.encode = () => Promise.reject(new Error('broken'));
    const { stage, visits, errors } = house({ generator });
    expect(await visits.visit(await request()).catch(codeOf)).toBe('visit-failed');
    expect(stage.state().faults).toMatchObject([{ code: 'visit-failed', where: 'visit' }]);
    expect(errors).toEqual([new Error('broken')]);
    generator.encode = encode;
    await visits.visit(await request());
    expect(stage.state().faults).toEqual([]);
  });
});

test('thirty phones at once: nobody is lost, nobody gets what is another one\u2019s', async () => {
  const { stage, visits, pictures } = house({ generator: generatorDouble({ delayMs: 1 }) });
  const people = await Promise.all(
    Array.from({ length: 30 }, (_, i) => request({ name: `Visitor ${i}` }, i * 12)),
  );
  const results = await Promise.all(people.map((person) => visits.visit(person)));
  results.forEach((result, i) => {
    expect(result.profile.name).toBe(`Visitor ${i}`);
  });
  for (const of of [
    (r: (typeof results)[number]) => r.code,
    (r: (typeof results)[number]) => String(r.creature.id),
    (r: (typeof results)[number]) => r.visit,
    (r: (typeof results)[number]) => Buffer.from(pictures.get(r.creature.id)!.data).toString('base64'),
  ])
    expect(new Set(results.map(of)).size).toBe(30);
  expect(stage.state().visits).toBe(30);
  const hanging = stage.state().wall.filter((id) => id !== null);
  expect(new Set(hanging).size).toBe(hanging.length);
});

test('beyond the bound a visitor is asked to wait', async () => {
  const { visits } = house({ generator: generatorDouble({ delayMs: 2 }) });
  const people = await Promise.all(Array.from({ length: 52 }, () => request()));
  const ends = await Promise.allSettled(people.map((person) => visits.visit(person)));
  const refused = ends.filter((end) => end.status === 'rejected').map(({ reason }) => codeOf(reason));
  expect(refused).toEqual(['busy', 'busy', 'busy', 'busy']);
});
