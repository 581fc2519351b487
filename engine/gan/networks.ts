import type { Job, OpenOrder } from './messages.ts';
import { noiseFeeds } from './noise.ts';
import ort from './ort.ts';

/** The open networks of one provider. */
export interface Sessions {
  mapping: ort.InferenceSession;
  synthesis: ort.InferenceSession;
  encoder: ort.InferenceSession | null;
  translator: ort.InferenceSession | null;
}

/** What a network gave; `side` is that of a picture, 0 for vectors. */
export interface Output {
  data: Float32Array | Uint8Array;
  side: number;
}

/** A job of the networks that a provider holds. */
export type NetworkJob = Exclude<Job, { type: 'classify' }>;
type Shape = Pick<OpenOrder, 'layers' | 'wDim' | 'zDim'>;

/** Runs one job. Rejects where shapes do not fit, numbers are none or a picture is blank. */
export async function runJob(
  job: NetworkJob,
  sessions: Sessions,
  { layers, wDim, zDim }: Shape,
): Promise<Output> {
  const styles = (ws: Float32Array) => new ort.Tensor('float32', ws, [1, layers, wDim]);
  switch (job.type) {
    case 'map': {
      const z = new ort.Tensor('float32', job.latents, [job.count, zDim]);
      const kingdom = new ort.Tensor('float32', job.kingdoms, [job.count, 3]);
      return vector(await sessions.mapping.run({ z, kingdom }), 'w', job.count * wDim);
    }
    case 'synthesize': {
      const noise = noiseFeeds(sessions.synthesis, job.noiseSeed);
      return picture(await sessions.synthesis.run({ ws: styles(job.ws), ...noise }), 'pixels');
    }
    case 'encode': {
      if (!sessions.encoder) throw new Error('there is no encoder');
      return vector(await sessions.encoder.run({ photo: photo(job) }), 'ws', layers * wDim);
    }
    case 'translate': {
      if (!sessions.translator) throw new Error('there is no translator');
      const inputs = { photo: photo(job), ws: styles(job.ws) };
      return picture(await sessions.translator.run(inputs), 'portrait');
    }
  }
}

function photo({ photo, side }: { photo: Uint8Array; side: number }): ort.Tensor {
  return new ort.Tensor('uint8', photo, [1, side, side, 3]);
}

function vector(outputs: ort.InferenceSession.ReturnType, name: string, length: number): Output {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`the network gave no float32 "${name}"`);
  if (data.length !== length) throw new Error(`"${name}" has ${data.length} numbers instead of ${length}`);
  if (!data.every(Number.isFinite)) throw new Error(`the network gave numbers that are none in "${name}"`);
  return { data, side: 0 };
}

function picture(outputs: ort.InferenceSession.ReturnType, name: string): Output {
  const tensor = outputs[name];
  if (!(tensor?.data instanceof Uint8Array)) throw new Error(`the network gave no uint8 "${name}"`);
  const { data, dims } = tensor;
  const [count, height, width, channels] = dims;
  if (dims.length !== 4 || count !== 1 || height !== width || channels !== 3)
    throw new Error(`"${name}" is [${dims}] instead of one square picture [1, side, side, 3]`);
  // Numbers that are none come out as one flat colour; such a picture is never shown.
  if (data.every((value, i) => value === data[i % 3])) throw new Error('the network gave a blank picture');
  return { data, side: width! };
}
