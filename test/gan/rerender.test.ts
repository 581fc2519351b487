import { expect, test } from 'vitest';
import type { Generator } from '../../engine/gan/port.ts';
import { rerenderer } from '../../engine/gan/rerender.ts';
import { hatchery } from './hatchery.ts';
import { HUMAN } from './running.ts';

const { tiny } = hatchery();

test('missing pictures of a whole wall are drawn again one at a time, beside births', async () => {
  const { generator } = tiny;
  const genome = await tiny.creature(9);
  let mostWaiting = 0;
  const watched: Generator = {
    ...generator,
    render(...args) {
      const drawing = generator.render(...args);
      mostWaiting = Math.max(mostWaiting, generator.status().waiting);
      return drawing;
    },
  };
  const rerender = rerenderer(watched);
  const pictures = await Promise.all(
    Array.from({ length: 40 }, () => rerender({ genome, mix: HUMAN, psi: 0.8 })),
  );
  const direct = await generator.render(genome, HUMAN, 0.8, 'birth');
  expect(pictures.every((one) => Buffer.compare(one.data, direct.data) === 0)).toBe(true);
  expect(mostWaiting).toBe(1);
});
