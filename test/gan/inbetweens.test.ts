import { expect, test } from 'vitest';
import { startInbetweens } from '../../engine/gan/inbetweens.ts';
import { decodeInbetween, type Inbetween } from '../../engine/show/inbetween.ts';
import type { Params } from '../../engine/show/params.ts';
import type { Library } from '../../engine/show/ports.ts';
import { until } from '../tools/show.ts';
import { beforePicture, hatchery, SLOTS } from './hatchery.ts';

const { tiny, show } = hatchery();
const FRAMES = 5;

type Nursery = ReturnType<typeof show>;
interface Given {
  births?: number;
  library?: (nursery: Nursery) => Partial<Library>;
  before?: (nursery: Nursery) => void;
  /** Whether a wall listens. */
  wanted?: boolean;
}

/** A full wall that has gone on breeding, and the in-between pictures of it. */
async function bred(params: Partial<Params>, { births = 3, library, before, wanted = true }: Given = {}) {
  // Real naps, or the show's clock runs away from the networks.
  const nursery = show({ napMs: 10, params: { tempo: 1, newcomers: 0, ...params } });
  const frames: Inbetween[] = [];
  if (wanted)
    nursery.stage.onFrame((name, bytes) => {
      expect(name).toBe('inbetween');
      frames.push(decodeInbetween(bytes)!);
    });
  const generator = before ? beforePicture(tiny.generator, () => before(nursery)) : tiny.generator;
  const known = { ...nursery.library, ...library?.(nursery) };
  const edge = startInbetweens(nursery.stage, generator, known);
  await nursery.breed(SLOTS + births);
  const figures = () => edge.health().figures as Record<'perBirth' | 'drawn' | 'late', number>;
  return { ...nursery, frames, edge, figures };
}

test('each child is drawn on its way from the dying, in order, before the wall comes to it', async () => {
  const { frames, births, of, library, edge } = await bred({ transition: 'morph', inbetween: FRAMES });
  await until(() => frames.length === 3 * FRAMES, 'every frame');
  const children = births().slice(SLOTS);
  for (const { event } of children) {
    if (event.type !== 'creature/born') throw new Error(event.type);
    const mine = frames.filter((one) => one.creature === event.creature);
    expect(mine.map(({ slot }) => slot)).toEqual(Array(FRAMES).fill(event.slot));
    mine.forEach(({ t }, i) => {
      expect(t).toBeCloseTo((i + 1) / (FRAMES + 1), 6);
    });
  }
  // The way leads from the one to the other: halfway it is as far from both as their mean styles are.
  const { creature, slot } = of('creature/born')[SLOTS]!;
  const dead = of('creature/died').find((one) => one.slot === slot)!.creature;
  const [from, to] = [library.ancestor(dead)!, library.ancestor(creature)!];
  const w = from.genome.w.map((value, i) => (value + to.genome.w[i]!) / 2);
  const mix = from.mix.map((share, i) => (share + to.mix[i]!) / 2) as unknown as typeof to.mix;
  const half = await tiny.generator.render({ ...to.genome, w }, mix, (from.psi + to.psi) / 2, 'birth');
  const middle = frames.find((one) => one.creature === creature && Math.abs(one.t - 0.5) < 1e-6)!;
  expect(Buffer.from(middle.pixels).equals(Buffer.from(half.data))).toBe(true);
  await edge.stop();
});

test.each([
  ['another transition', { transition: 'scan', inbetween: FRAMES }],
  ['none wanted', { transition: 'morph', inbetween: 0 }],
] as const)('%s: no picture is drawn on the way', async (_, params) => {
  const { frames, edge, figures } = await bred(params);
  await edge.stop();
  expect(frames).toEqual([]);
  expect(figures().drawn).toBe(0);
});

test("no visitor's portrait is drawn on its way", async () => {
  const { frames, edge, arrive } = await bred({ transition: 'morph', inbetween: FRAMES }, { births: 1 });
  await until(() => frames.length === FRAMES, 'the frames of the birth before');
  arrive(2);
  await edge.stop();
  expect(frames).toHaveLength(FRAMES);
});

test('nor is a child that takes the place of one', async () => {
  const visitors = ({ library }: Nursery): Partial<Library> => ({
    ancestor(id) {
      const found = library.ancestor(id);
      return found && { ...found, visitor: true };
    },
  });
  const { frames, edge, figures } = await bred(
    { transition: 'morph', inbetween: FRAMES },
    { library: visitors },
  );
  await edge.stop();
  expect([frames.length, figures().drawn]).toEqual([0, 0]);
});

test('a slow machine leaves out what would come too late', async () => {
  const { frames, figures } = await bred(
    { transition: 'morph', inbetween: 32, transitionMs: 900 },
    { births: 1, before: ({ spend }) => spend(100) },
  );
  await until(() => figures().late + figures().drawn === 32, 'every frame to be drawn or left out');
  expect(figures().late).toBeGreaterThan(16);
  expect(figures().drawn).toBeGreaterThan(4);
  expect(frames.map(({ t }) => t)).toEqual(frames.map(({ t }) => t).sort((a, b) => a - b));
});

test('whoever was taken off the wall meanwhile is not shown on the way', async () => {
  const hide = ({ stage }: Nursery) => {
    for (const creature of stage.state().wall)
      if (creature !== null) stage.tell({ type: 'creature/hidden', creature });
  };
  const { frames, figures } = await bred(
    { transition: 'morph', inbetween: FRAMES },
    { births: 1, before: hide },
  );
  await until(() => figures().drawn === FRAMES, 'every frame to be drawn');
  expect(frames).toEqual([]);
});

test('none is drawn while no wall listens', async () => {
  const asked: string[] = [];
  const { edge, figures } = await bred(
    { transition: 'morph', inbetween: FRAMES },
    { wanted: false, before: () => void asked.push('picture') },
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  await edge.stop();
  expect(figures()).toEqual({ perBirth: 0, drawn: 0, late: 0 });
  expect(asked).toEqual([]);
});
