import { expect, test } from 'vitest';
import { startBreaths } from '../../engine/gan/breaths.ts';
import type { Direction } from '../../engine/show/breeding.ts';
import { decodeInbetween, type Inbetween } from '../../engine/show/inbetween.ts';
import type { Params } from '../../engine/show/params.ts';
import { until } from '../tools/show.ts';
import { hatchery, SLOTS } from './hatchery.ts';

const { tiny, show } = hatchery();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A full wall with a visitor in slot 2 that breathes. */
async function breathing(params: Partial<Params> = {}, occupied = () => false, wanted = true) {
  const nursery = show({ params: { tempo: 1, breath: 1, ...params } });
  await nursery.breed(SLOTS);
  const visitor = nursery.arrive(2);
  nursery.spend(10_000);
  const { wDim } = tiny.generator.model;
  const direction: Direction = {
    name: 'one',
    sigma: 2,
    vector: new Float32Array(wDim).fill(1 / Math.sqrt(wDim)),
  };
  const generator = { ...tiny.generator, directions: [direction] };
  const frames: Inbetween[] = [];
  if (wanted)
    nursery.stage.onFrame((name, bytes) => {
      expect(name).toBe('breath');
      frames.push(decodeInbetween(bytes)!);
    });
  const edge = startBreaths(nursery.stage, generator, nursery.library, occupied);
  return { ...nursery, frames, edge, visitor };
}

test('whoever has settled is drawn once more a little way off; a visitor is not', async () => {
  const { frames, edge, stage, visitor, library } = await breathing();
  await until(() => frames.length >= 12, 'breaths');
  await edge.stop();
  const told = frames.length;
  for (const { creature, slot } of frames) {
    expect(stage.state().wall[slot]).toBe(creature);
    expect(creature).not.toBe(visitor);
  }
  expect(new Set(frames.map(({ slot }) => slot)).size).toBeGreaterThan(3);
  const [{ creature, pixels }] = frames as [Inbetween];
  const { genome, mix, psi } = library.ancestor(creature)!;
  const itself = await tiny.generator.render(genome, mix, psi, 'birth');
  expect(Buffer.from(pixels).equals(Buffer.from(itself.data))).toBe(false);
  await pause(200);
  expect(frames.length).toBe(told);
});

test('nothing breathes where it may not', async () => {
  const still = await breathing({ breath: 0 });
  const busy = await breathing({}, () => true);
  const frozen = await breathing();
  frozen.stage.tell({ type: 'freeze/set', on: 1 });
  await pause(100);
  const sofar = frozen.frames.length;
  await pause(600);
  for (const { edge } of [still, busy, frozen]) await edge.stop();
  expect([still.frames.length, busy.frames.length, frozen.frames.length]).toEqual([0, 0, sofar]);
});

test('nothing is drawn while no wall listens', async () => {
  const { edge } = await breathing({}, () => false, false);
  await pause(600);
  await edge.stop();
  expect(edge.health().figures).toEqual({ drawn: 0 });
});
