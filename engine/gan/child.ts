import ort from 'onnxruntime-node';
import type { FromChild, Job, JobOrder, OpenOrder, ToChild } from './messages.ts';
import { OpenFailed, openFastest, type Sessions } from './sessions.ts';

/** Entry of the process that holds the networks. Sessions block their event loop, so they live here. */

const say = (message: FromChild) => process.send?.(message);
let networks: { sessions: Sessions; order: OpenOrder } | null = null;

async function open(order: OpenOrder): Promise<void> {
  try {
    const { provider, sessions, reports } = await openFastest(order);
    networks = { sessions, order };
    say({ type: 'opened', provider, reports });
  } catch (error) {
    say({
      type: 'failed',
      message: String(error),
      reports: error instanceof OpenFailed ? error.reports : [],
    });
  }
}

async function work({ id, job }: JobOrder): Promise<void> {
  try {
    if (!networks) throw new Error('no network is open');
    const start = performance.now();
    const { data, side } = await run(job, networks.sessions, networks.order);
    say({ type: 'done', id, ms: performance.now() - start, data, side });
  } catch (error) {
    say({ type: 'job-failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}

type Output = { data: Float32Array | Uint8Array; side: number };

async function run(job: Job, sessions: Sessions, order: OpenOrder): Promise<Output> {
  const { layers, wDim, zDim } = order;
  switch (job.type) {
    case 'map': {
      const z = new ort.Tensor('float32', job.latents, [job.count, zDim]);
      const kingdom = new ort.Tensor('float32', job.kingdoms, [job.count, 3]);
      return vector(await sessions.mapping.run({ z, kingdom }), 'w');
    }
    case 'synthesize':
      return picture(await sessions.synthesis.run({ ws: styles(job.ws, layers, wDim) }), 'pixels');
    case 'encode': {
      if (!sessions.encoder) throw new Error('there is no encoder');
      return vector(await sessions.encoder.run({ photo: photo(job.photo, job.side) }), 'ws');
    }
    case 'translate': {
      if (!sessions.translator) throw new Error('there is no translator');
      const inputs = { photo: photo(job.photo, job.side), ws: styles(job.ws, layers, wDim) };
      return picture(await sessions.translator.run(inputs), 'portrait');
    }
  }
}

function styles(ws: Float32Array, layers: number, wDim: number): ort.Tensor {
  return new ort.Tensor('float32', ws, [1, layers, wDim]);
}

function photo(data: Uint8Array, side: number): ort.Tensor {
  return new ort.Tensor('uint8', data, [1, side, side, 3]);
}

function vector(outputs: ort.InferenceSession.ReturnType, name: string): Output {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`the network gave no float32 "${name}"`);
  if (!data.every(Number.isFinite)) throw new Error(`the network gave numbers that are none in "${name}"`);
  return { data, side: 0 };
}

function picture(outputs: ort.InferenceSession.ReturnType, name: string): Output {
  const tensor = outputs[name];
  if (!(tensor?.data instanceof Uint8Array)) throw new Error(`the network gave no uint8 "${name}"`);
  const side = tensor.dims[1]!;
  // Numbers that are none come out as one flat colour; such a picture is never shown.
  if (tensor.data.every((value) => value === tensor.data[0]))
    throw new Error('the network gave a blank picture');
  return { data: tensor.data, side };
}

process.on('message', (message: ToChild) => {
  if (message.type === 'open') void open(message);
  else void work(message);
});
process.on('disconnect', () => process.exit(0));
