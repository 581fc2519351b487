import { describe, expect, test } from 'vitest';
import { generatorDouble } from './generator-double.ts';
import { codeOf, house, request } from './house.ts';

/** Brings the booth to the point where it waits for a photo; returns its visit. */
function atCapture({ stage }: ReturnType<typeof house>): string {
  stage.tell({ type: 'button/pressed', button: 'big' });
  stage.tell({ type: 'button/pressed', button: 'big' });
  expect(stage.state().phase).toBe('capture');
  return stage.state().visit!.visit;
}

describe('the visit of the booth', () => {
  test('goes from capture over reading to its reveal', async () => {
    const booth = house();
    const visit = atCapture(booth);
    const result = await booth.visits.visit(await request({ visit }));
    expect(booth.stage.state()).toMatchObject({
      phase: 'reveal',
      visit: { visit, creature: result.creature.id },
    });
  });

  test('a bad photo goes back to capture, the third one ends the visit', async () => {
    const booth = house();
    const visit = atCapture(booth);
    const bad = async () => booth.visits.visit(await request({ visit, photo: Buffer.from('nonsense') }));
    expect(await bad().catch(codeOf)).toBe('photo-format');
    expect(booth.stage.state()).toMatchObject({ phase: 'capture', visit: { refused: 1 } });
    await bad().catch(codeOf);
    await bad().catch(codeOf);
    expect(booth.stage.state().visit).toBeNull();
    expect(await bad().catch(codeOf)).toBe('visit-over');
  });

  test('a name that may not hang is asked for again; the photo need not be taken again', async () => {
    const booth = house();
    const visit = atCapture(booth);
    booth.stage.tell({ type: 'selfie/captured', visit });
    const refused = booth.visits.visit(await request({ visit, name: 'The B4dger' }));
    expect(await refused.catch(codeOf)).toBe('name-refused');
    expect(booth.stage.state()).toMatchObject({ phase: 'capture', visit: { visit, refused: 1 } });
    const result = await booth.visits.visit(await request({ visit, name: 'Bad Gerda' }));
    expect(result.profile.name).toBe('Bad Gerda');
  });

  test('looks at no photo before the notice is over, nor at one for another visit', async () => {
    const booth = house();
    booth.stage.tell({ type: 'button/pressed', button: 'big' });
    const { visit } = booth.stage.state().visit!;
    expect(await booth.visits.visit(await request({ visit })).catch(codeOf)).toBe('visit-over');
    expect(await booth.visits.visit(await request({ visit: 'other' })).catch(codeOf)).toBe('visit-over');
    expect(booth.stage.state().phase).toBe('notice');
  });

  test('takes one photo at a time', async () => {
    const generator = generatorDouble({ delayMs: 5 });
    const booth = house({ generator });
    const visit = atCapture(booth);
    const { encode } = generator;
    let encoded = 0;
    generator.encode = (photo) => {
      encoded += 1;
      return encode(photo);
    };
    const both = await Promise.allSettled([
      booth.visits.visit(await request({ visit })),
      booth.visits.visit(await request({ visit })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(encoded).toBe(1);
  });

  test('whoever refuses while the machine works is not kept', async () => {
    const generator = generatorDouble();
    const booth = house({ generator });
    const visit = atCapture(booth);
    const { encode } = generator;
    generator.encode = (photo) => {
      booth.stage.tell({ type: 'button/held', button: 'big', heldMs: 2000 });
      return encode(photo);
    };
    expect(await booth.visits.visit(await request({ visit })).catch(codeOf)).toBe('visit-over');
    expect([...booth.records.values()].filter(({ profile }) => profile)).toEqual([]);
    expect(booth.entries.map(({ event }) => event.type)).not.toContain('profile/born');
  });

  test('whoever refuses while the picture is being written is erased from the disk again', async () => {
    const booth = house();
    const visit = atCapture(booth);
    const { keepPicture } = booth.library;
    booth.library.keepPicture = async (creature, picture) => {
      await keepPicture(creature, picture);
      booth.stage.tell({ type: 'button/held', button: 'big', heldMs: 2000 });
    };
    const pictures = booth.pictures.size;
    expect(await booth.visits.visit(await request({ visit })).catch(codeOf)).toBe('visit-over');
    expect(booth.pictures.size).toBe(pictures);
    expect(Object.values(booth.stage.state().specimens).filter(({ name }) => name)).toEqual([]);
  });
});
