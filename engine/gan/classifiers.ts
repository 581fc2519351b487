import { readFile } from 'node:fs/promises';
import type { Picture } from '../show/record.ts';
import type { ClassifierOrder } from './messages.ts';
import ort from './ort.ts';

/** An artist's own network that gives every label a score. */
export interface Classifier {
  /** Scores in 0..1, one per label, together 1. Rejects where the network gives anything else. */
  scores(picture: Picture): Promise<Float32Array>;
}

/**
 * Opens an ONNX classifier on the CPU. One input, the picture: uint8 [1, side, side, 3], or float32
 * [1, 3, side, side] as (value / 255 - mean) / std; the first output: one score or logit per label. Rejects, saying
 * what is wrong, where it is none.
 */
export async function openClassifier(order: ClassifierOrder): Promise<Classifier> {
  const session = await ort.InferenceSession.create(await readFile(order.path), {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  const { name, side, isBytes } = inputOf(session);
  const { default: sharp } = await import('sharp');

  async function scores({ width, height, data }: Picture): Promise<Float32Array> {
    const raw = { width, height, channels: 3 } as const;
    const small = await sharp(data, { raw }).resize(side, side, { fit: 'fill' }).raw().toBuffer();
    const tensor = isBytes
      ? new ort.Tensor('uint8', new Uint8Array(small), [1, side, side, 3])
      : new ort.Tensor('float32', planes(small, order), [1, 3, side, side]);
    const output = (await session.run({ [name]: tensor }))[session.outputNames[0]!];
    if (!(output?.data instanceof Float32Array)) throw new Error('its first output is no float32');
    if (output.data.length !== order.labels)
      throw new Error(`it gives ${output.data.length} scores for ${order.labels} labels`);
    if (!output.data.every(Number.isFinite)) throw new Error('it gives numbers that are none');
    return shares(output.data);
  }

  // What does not fit shows now and not before the first visitor.
  await scores({ width: 1, height: 1, data: Uint8Array.of(128, 128, 128) });
  return { scores };
}

function inputOf(session: ort.InferenceSession) {
  const [input, ...others] = session.inputMetadata;
  if (!input?.isTensor || others.length > 0) throw new Error('it has not one input but others');
  const isBytes = input.type === 'uint8';
  const [, a, b, c] = input.shape;
  const [side, again, channels] = isBytes ? [a, b, c] : [b, c, a];
  const fits = (isBytes || input.type === 'float32') && channels === 3 && typeof side === 'number';
  if (!fits || side !== again)
    throw new Error(
      `its input is ${input.type} [${input.shape}], not uint8 [1, side, side, 3] or float32 [1, 3, side, side]`,
    );
  return { name: input.name, side, isBytes };
}

function planes(pixels: Uint8Array, { mean, std }: ClassifierOrder): Float32Array {
  const size = pixels.length / 3;
  const out = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const channel = i % 3;
    out[channel * size + Math.floor(i / 3)] = (pixels[i]! / 255 - mean[channel]!) / std[channel]!;
  }
  return out;
}

/** Softmax of logits; what already is a distribution stays. */
function shares(values: Float32Array): Float32Array {
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.every((value) => value >= 0) && Math.abs(sum - 1) < 1e-3) return values;
  const highest = values.reduce((a, b) => Math.max(a, b));
  const powers = values.map((value) => Math.exp(value - highest));
  const total = powers.reduce((all, value) => all + value, 0);
  return powers.map((value) => value / total);
}
