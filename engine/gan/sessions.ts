import { gaussians, seeded } from '../show/random.ts';
import { readChecked } from './files.ts';
import type { OpenOrder } from './messages.ts';
import { type NetworkJob, runJob, type Sessions } from './networks.ts';
import ort from './ort.ts';

/** The bytes of the networks, checked against their hashes, so that nothing else is ever opened. */
export type NetworkBytes = { [Part in keyof Sessions]: Uint8Array | null };

const PROBES = 5;
/** A provider this slow is not asked again: software drivers may take half a minute for a picture. */
const HOPELESS_MS = 1000;

/** Reads every network of the order; throws a ModelFault for the first that is not the manifest's. */
export function readNetworks({ files }: OpenOrder): NetworkBytes {
  const maybe = (file: OpenOrder['files']['encoder']) => (file ? readChecked(file) : null);
  return {
    mapping: readChecked(files.mapping),
    synthesis: readChecked(files.synthesis),
    encoder: maybe(files.encoder),
    translator: maybe(files.translator),
  };
}

/** Opens all networks on one provider, with the CPU for what it cannot do; `threads` 0 = the runtime's choice. */
export async function openSessions(
  bytes: NetworkBytes,
  provider: string,
  threads: number,
): Promise<Sessions> {
  const options = sessionOptions(provider, threads);
  return {
    mapping: await create(bytes.mapping!, options),
    synthesis: await create(bytes.synthesis!, options),
    encoder: bytes.encoder && (await create(bytes.encoder, options)),
    translator: bytes.translator && (await create(bytes.translator, options)),
  };
}

/** Opens one network more, as above. */
export function openSession(
  network: Uint8Array,
  provider: string,
  threads: number,
): Promise<ort.InferenceSession> {
  return create(network, sessionOptions(provider, threads));
}

const create = (network: Uint8Array, options: ort.InferenceSession.SessionOptions) =>
  ort.InferenceSession.create(network, options);

/** How every network is opened; `threads` 0 = the runtime's choice. */
export function sessionOptions(provider: string, threads: number): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    executionMode: 'sequential',
    logSeverityLevel: 4,
    // Idle threads must not spin: the pages of the same machine draw sixty frames a second.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

/** Milliseconds of one picture of a stranger (median); rejects where the networks give none that can be shown. */
export async function probe(sessions: Sessions, order: OpenOrder): Promise<number> {
  const { layers, wDim, zDim } = order;
  const latents = gaussians(seeded(1), zDim);
  const kingdoms = Float32Array.of(1, 0, 0);
  const { data } = await runJob({ type: 'map', latents, kingdoms, count: 1 }, sessions, order);
  const ws = new Float32Array(layers * wDim);
  for (let layer = 0; layer < layers; layer++) ws.set(data as Float32Array, layer * wDim);
  const picture: NetworkJob = { type: 'synthesize', ws, noiseSeed: 1 };
  const timesMs: number[] = [];
  await runJob(picture, sessions, order);
  for (let i = 0; i < PROBES && !timesMs.some((ms) => ms > HOPELESS_MS); i++) {
    const start = performance.now();
    await runJob(picture, sessions, order);
    timesMs.push(performance.now() - start);
  }
  return timesMs.sort((a, b) => a - b)[timesMs.length >> 1]!;
}

export async function release(sessions: Sessions): Promise<void> {
  for (const session of Object.values(sessions)) await session?.release();
}
