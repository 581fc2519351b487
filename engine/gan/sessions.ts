import ort from 'onnxruntime-node';
import type { OpenOrder } from './messages.ts';
import type { ProviderReport } from './port.ts';

/** The open networks of one provider. */
export interface Sessions {
  mapping: ort.InferenceSession;
  synthesis: ort.InferenceSession;
  encoder: ort.InferenceSession | null;
  translator: ort.InferenceSession | null;
}

const PROBES = 2;

/**
 * Opens the networks with each wanted provider in turn, times a picture on those that work and keeps the fastest:
 * software drivers count as available and may be far slower than the CPU. The CPU is always tried last.
 */
export async function openFastest(
  order: OpenOrder,
): Promise<{ provider: string; sessions: Sessions; reports: ProviderReport[] }> {
  const reports: ProviderReport[] = [];
  let best: { provider: string; sessions: Sessions; probeMs: number } | null = null;
  for (const provider of new Set([...order.providers, 'cpu'])) {
    try {
      const sessions = await open(order, provider);
      const probeMs = await probe(sessions, order);
      reports.push({ provider, taken: false, probeMs, reason: 'slower than the one taken' });
      const loser = best !== null && best.probeMs <= probeMs ? sessions : best?.sessions;
      if (best === null || probeMs < best.probeMs) best = { provider, sessions, probeMs };
      if (loser) await release(loser);
    } catch (error) {
      reports.push({ provider, taken: false, probeMs: null, reason: firstLine(error) });
    }
  }
  if (!best) throw new OpenFailed(reports);
  const { provider, sessions } = best;
  const marked = reports.map((report) =>
    report.provider === provider ? { ...report, taken: true, reason: 'fastest that works' } : report,
  );
  return { provider, sessions, reports: marked };
}

/** No provider could run the networks. */
export class OpenFailed extends Error {
  readonly reports: ProviderReport[];

  constructor(reports: ProviderReport[]) {
    super(reports.map((one) => `${one.provider}: ${one.reason}`).join('; '));
    this.reports = reports;
  }
}

async function open(order: OpenOrder, provider: string): Promise<Sessions> {
  const options: ort.InferenceSession.SessionOptions = {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: order.threads,
    executionMode: 'sequential',
    logSeverityLevel: 3,
    // Idle threads must not spin: the pages of the same machine draw sixty frames a second.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  const { mapping, synthesis, encoder, translator } = order.files;
  const maybe = (file: string | null) => (file ? ort.InferenceSession.create(file, options) : null);
  return {
    mapping: await ort.InferenceSession.create(mapping, options),
    synthesis: await ort.InferenceSession.create(synthesis, options),
    encoder: await maybe(encoder),
    translator: await maybe(translator),
  };
}

async function probe(sessions: Sessions, order: OpenOrder): Promise<number> {
  const { layers, wDim } = order;
  const ws = new ort.Tensor('float32', new Float32Array(layers * wDim), [1, layers, wDim]);
  await sessions.synthesis.run({ ws });
  const start = performance.now();
  for (let i = 0; i < PROBES; i++) await sessions.synthesis.run({ ws });
  return (performance.now() - start) / PROBES;
}

async function release(sessions: Sessions): Promise<void> {
  for (const session of Object.values(sessions)) await session?.release();
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error)
    .split('\n')[0]!
    .slice(0, 200);
}
