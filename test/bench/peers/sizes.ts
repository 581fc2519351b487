import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import ort from '../../../engine/gan/ort.ts';
import { sessionOptions } from '../../../engine/gan/sessions.ts';
import { configSchema } from '../../../engine/show/config-schema.ts';

/** The size that models/training/configs/lease.json trains; its weights here are random, which the time ignores. */
const GALLERY = { name: 'gallery-256', resolution: 256, width: 2 };
const SIDE = 1024;

export interface Size {
  config: ReturnType<typeof configSchema.parse>['generator'];
  /** What multiplies the channels. */
  width: number;
  /** Whether the graph ends in the sharpener. */
  sharpened: boolean;
}

/** What the machine multiplies at most. */
export interface Product {
  multiplications: number;
  run(): Promise<unknown>;
}

/** Writes the larger generator into `folder`; both sizes, and a matrix product on every core. PyTorch must be there. */
export async function sizes(folder: string): Promise<{ all: Size[]; product: Product }> {
  const { name, resolution, width } = GALLERY;
  const args = [join(import.meta.dirname, 'untrained.py'), folder, name, resolution, width, SIDE];
  execFileSync('/usr/bin/python3', args.map(String));
  const config = (generator: object) =>
    configSchema.parse({ generator: { providers: ['cpu'], ...generator } }).generator;
  const all: Size[] = [
    { config: config({}), width: 1, sharpened: true },
    { config: config({ manifest: join(folder, 'manifest.json') }), width, sharpened: false },
  ];
  const options = sessionOptions('cpu', availableParallelism());
  const session = await ort.InferenceSession.create(join(folder, 'product.onnx'), options);
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % 7) - 3);
  const square = new ort.Tensor('float32', values, [SIDE, SIDE]);
  const product: Product = { multiplications: SIDE ** 3, run: () => session.run({ a: square, b: square }) };
  return { all, product };
}
