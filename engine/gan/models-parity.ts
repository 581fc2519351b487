import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelSet } from './manifest.ts';
import type { Sessions } from './networks.ts';
import { openOrder } from './order.ts';
import ort from './ort.ts';
import { openSessions, readNetworks, release } from './sessions.ts';

/** The largest difference of a picture, in steps of 1/255. */
const PIXEL_STEPS = 2;
/** The largest difference of a style: its numbers are about 1, and 16-bit weights keep three digits. */
const STYLE_DIFFERENCE = 0.05;

const array = z.object({
  file: z.string(),
  type: z.enum(['float32', 'uint8']),
  shape: z.array(z.int().min(1)).min(1),
});
const cases = z.array(
  z.object({
    network: z.enum(['mapping', 'synthesis', 'encoder', 'translator']),
    inputs: z.record(z.string(), array),
    answer: array,
  }),
);

type Values = Float32Array | Uint8Array;

export interface Parity {
  network: keyof Sessions;
  codes: number;
  largest: number;
  allowed: number;
}

/**
 * Asks every network of the set what `models/training/export.py` asked the trained ones (its --parity folder), one
 * code at a time, and gives the largest difference of each. Throws where a file is missing or does not fit.
 */
export async function compareParity(models: ModelSet, folder: string): Promise<Parity[]> {
  const asked = cases.parse(JSON.parse(readFileSync(join(folder, 'parity.json'), 'utf8')));
  const sessions = await openSessions(
    readNetworks(openOrder({ providers: ['cpu'], threads: 0 }, models)),
    'cpu',
    0,
  );
  const found: Parity[] = [];
  try {
    for (const { network, inputs, answer } of asked) {
      const session = sessions[network];
      if (!session) throw new Error(`${folder} asks the ${network}, which this manifest does not have`);
      const expected = valuesOf(folder, answer);
      const given = Object.entries(inputs).map(([name, one]) => ({ name, one, all: valuesOf(folder, one) }));
      const codes = answer.shape[0]!;
      let largest = 0;
      for (let i = 0; i < codes; i++) {
        const feeds = Object.fromEntries(
          given.map(({ name, one, all }) => [
            name,
            new ort.Tensor(one.type, slice(all, i, one.shape) as never, [1, ...one.shape.slice(1)]),
          ]),
        );
        const outputs = await session.run(feeds);
        const got = outputs[session.outputNames[0]!]!.data as Values;
        largest = Math.max(largest, difference(got, slice(expected, i, answer.shape)));
      }
      const allowed = answer.type === 'uint8' ? PIXEL_STEPS : STYLE_DIFFERENCE;
      found.push({ network, codes, largest, allowed });
    }
  } finally {
    await release(sessions);
  }
  return found;
}

function valuesOf(folder: string, { file, type, shape }: z.infer<typeof array>): Values {
  const bytes = readFileSync(join(folder, file));
  const values = type === 'uint8' ? new Uint8Array(bytes) : new Float32Array(new Uint8Array(bytes).buffer);
  const length = shape.reduce((product, side) => product * side, 1);
  if (values.length !== length) throw new Error(`${file} has ${values.length} numbers instead of ${length}`);
  return values;
}

function slice(values: Values, index: number, shape: readonly number[]): Values {
  const length = values.length / shape[0]!;
  return values.slice(index * length, (index + 1) * length);
}

/** The largest absolute difference; Infinity where the lengths differ. */
function difference(a: Values, b: Values): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
