import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classifierSchema } from '../../engine/show/config-schema.ts';
import type { Picture } from '../../engine/show/record.ts';
import { temporaryFolder } from '../tools/show.ts';
import { count, running } from './running.ts';
import { writeTinyClassifier, writeTinyModel } from './tiny-model.ts';

const { folder, remove } = temporaryFolder();
const labels = ['red', 'green', 'blue'];
const own = (name: string, model: string, more = {}) =>
  classifierSchema.parse({ name, model, labels, ...more });

function plain(r: number, g: number, b: number): Picture {
  const data = new Uint8Array(40 * 40 * 3).map((_, i) => [r, g, b][i % 3]!);
  return { width: 40, height: 40, data };
}

describe("an artist's own classifiers in the child process", () => {
  let show: ReturnType<typeof running>;
  beforeAll(async () => {
    const file = (name: string, input: 'bytes' | 'planes' | 'styles') =>
      writeTinyClassifier(join(folder, `${name}.onnx`), input);
    show = running(writeTinyModel(join(folder, 'models')), {
      classifiers: [
        own('bytes', file('bytes', 'bytes')),
        own('planes', file('planes', 'planes')),
        own('normed', file('normed', 'planes'), { mean: [1, 0, 0], std: [0.1, 1, 1] }),
        own('crooked', file('crooked', 'styles')),
        own('short', file('short', 'bytes'), { labels: ['red', 'green'] }),
        own('absent', join(folder, 'absent.onnx')),
      ],
    });
    await show.ready();
  });
  afterAll(async () => {
    await show.generator.stop();
    remove();
  });

  test.each(['bytes', 'planes'])(
    '%s: the scores are shares, the highest is what the picture shows',
    async (name) => {
      for (const [i, picture] of [plain(230, 20, 20), plain(20, 230, 20), plain(20, 20, 230)].entries()) {
        const scores = await show.generator.classify(name, picture);
        expect(scores.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        expect(scores.indexOf(Math.max(...scores))).toBe(i);
        expect(scores[i]).toBeGreaterThan(0.9);
      }
    },
  );

  test('mean and standard deviation are applied per channel', async () => {
    const scores = await show.generator.classify('normed', plain(230, 20, 20));
    // (230 / 255 - 1) / 0.1 is about -1: less than the 0.08 of green and blue.
    expect(scores[0]).toBeLessThan(scores[1]!);
    expect(scores[1]).toBeCloseTo(scores[2]!, 4);
  });

  test('those that do not fit are faults by name, and the others and the generator go on', async () => {
    for (const name of ['crooked', 'short', 'absent'])
      await expect(show.generator.classify(name, plain(1, 2, 3))).rejects.toThrow('is not open');
    const refused = show.told.filter((event) => event.type === 'fault/raised');
    expect(refused.map(({ where }) => where).sort()).toEqual(['absent', 'crooked', 'short']);
    expect(count(show.told, 'fault/raised', 'classifier-refused')).toBe(3);
    const genome = await show.creature(1);
    expect((await show.generator.render(genome, [1, 0, 0], 0.8, 'birth')).width).toBe(16);
  });
});
