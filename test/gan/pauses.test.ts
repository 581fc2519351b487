import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../tools/show.ts';
import { type NurseryOptions, nursery } from './nursery.ts';
import { count, running } from './running.ts';
import { writeTinyModel } from './tiny-model.ts';

const SLOTS = 8;
const { folder, remove } = temporaryFolder();
const tiny = running(writeTinyModel(folder));
const open: ReturnType<typeof nursery>[] = [];
beforeAll(() => tiny.ready());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
afterAll(async () => {
  await tiny.generator.stop();
  remove();
});

function show(options?: NurseryOptions) {
  const made = nursery(tiny.generator, options);
  open.push(made);
  return made;
}

describe('pauses', () => {
  test.each([
    ['a freeze', { type: 'freeze/set', on: 1 }, { type: 'freeze/set', on: 0 }],
    [
      'tempo 0',
      { type: 'param/turned', param: 'tempo', value: 0 },
      { type: 'param/turned', param: 'tempo', value: 2 },
    ],
  ] as const)('%s stops births, and is no lateness afterwards', async (_, stop, go) => {
    let stoppedAt = 0;
    let resumedAt = 0;
    const house = show({
      params: { tempo: 2 },
      onEntry: ({ event }) => {
        if (event.type !== 'creature/born' || stoppedAt > 0 || house.births().length < SLOTS + 5) return;
        stoppedAt = house.elapsed();
        house.stage.tell(stop);
      },
      onNap: (elapsedMs) => {
        if (stoppedAt === 0 || resumedAt > 0 || elapsedMs < stoppedAt + 15_000) return;
        resumedAt = elapsedMs;
        house.stage.tell(go);
      },
    });
    await house.breed(SLOTS + 14);
    const start = house.births()[0]!.at;
    const inPause = house.births().filter(({ at }) => at - start > stoppedAt && at - start < resumedAt);
    expect(resumedAt - stoppedAt).toBeGreaterThanOrEqual(15_000);
    expect(inPause).toEqual([]);
    expect(house.of('fault/raised')).toEqual([]);
  });

  test('a clock that is set back or forward a day neither stops births nor makes the machine slow', async () => {
    const DAY_MS = 86_400_000;
    const jumps = new Map([
      [SLOTS + 5, -DAY_MS],
      [SLOTS + 12, DAY_MS],
    ]);
    const house = show({
      params: { tempo: 2 },
      onNap: () => {
        const jumpMs = jumps.get(house.births().length) ?? 0;
        jumps.delete(house.births().length);
        house.spend(jumpMs);
      },
    });
    await house.breed(SLOTS + 22);
    expect(jumps.size).toBe(0);
    expect(house.elapsed()).toBeLessThan(20_000);
    expect(house.of('fault/raised')).toEqual([]);
  });

  test('a raised tempo is heard at once, not after the long interval before it', async () => {
    const house = show({
      params: { tempo: 0.1 },
      onNap: (elapsedMs) => {
        if (elapsedMs < 1000 || house.stage.state().params.tempo === 10) return;
        house.stage.tell({ type: 'param/turned', param: 'tempo', value: 10 });
      },
    });
    await house.breed(SLOTS + 2);
    expect(house.elapsed()).toBeLessThan(2000);
  });

  test('a killed child pauses births, which go on with the next', async () => {
    let killed = false;
    const house = show({
      params: { tempo: 10 },
      napMs: 2,
      onEntry: () => {
        if (killed || house.births().length < SLOTS + 3) return;
        killed = true;
        tiny.signal('SIGKILL');
      },
    });
    const { restarts } = tiny.generator.status();
    await house.breed(SLOTS + 8);
    expect(tiny.generator.status().restarts).toBe(restarts + 1);
    expect(house.of('fault/raised')).toEqual([]);
    expect(count(tiny.told, 'fault/cleared', 'generator-down')).toBeGreaterThan(0);
  });
});
