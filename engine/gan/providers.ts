import { availableParallelism } from 'node:os';
import type { OpenOrder } from './messages.ts';
import type { Sessions } from './networks.ts';
import ort from './ort.ts';
import type { ProviderReport } from './port.ts';
import { type NetworkBytes, openSessions, probe, readNetworks, release } from './sessions.ts';

interface Candidate {
  provider: string;
  threads: number;
  probeMs: number;
  sessions: Sessions;
}

/** Networks that are open, and what was tried on the way; those of the visitors may be left for later. */
export interface OpenNetworks extends Candidate {
  reports: ProviderReport[];
  bytes: Pick<NetworkBytes, 'encoder' | 'translator'>;
}

/** More threads must be worth it: the machine also draws the pages. */
const THREADS_GAIN = 0.85;

/**
 * Opens the networks with each wanted provider in turn, the CPU last, times a picture on those that work and keeps
 * the fastest. The networks of the visitors are opened on the way only where a provider may refuse them: the CPU does
 * all, and what was open before will be again. `trying` hears of each beforehand. Throws a ModelFault, or an Error with every reason.
 */
export async function openFastest(
  order: OpenOrder,
  trying: (provider: string) => void,
): Promise<OpenNetworks> {
  const bytes = readNetworks(order);
  const births = { ...bytes, encoder: null, translator: null };
  const built = new Set(ort.listSupportedBackends().map((backend) => backend.name));
  const refused = new Map<string, string>();
  const worked = new Map<string, number>();
  let best: Candidate | null = null;
  for (const provider of new Set([...order.providers, 'cpu'])) {
    // The runtime drops a provider that it was not built with without a word and runs on the CPU.
    if (!built.has(provider)) {
      refused.set(provider, 'not part of this build of ONNX Runtime');
      continue;
    }
    trying(provider);
    for (const threads of provider === 'cpu' ? threadChoices(order.threads) : [order.threads]) {
      try {
        const tried = provider === 'cpu' || order.known ? births : bytes;
        const sessions = await openSessions(tried, provider, threads);
        const probeMs = await probe(sessions, order);
        const candidate: Candidate = { provider, threads, probeMs, sessions };
        worked.set(provider, Math.min(probeMs, worked.get(provider) ?? Infinity));
        const [kept, loser] = faster(best, candidate);
        best = kept;
        if (loser) await release(loser.sessions);
      } catch (error) {
        refused.set(provider, firstLine(error));
      }
    }
  }
  if (!best) throw new Error([...refused].map(([provider, why]) => `${provider}: ${why}`).join('; '));
  const { provider: taken, threads } = best;
  const reports = [...new Set([...order.providers, 'cpu'])].map((provider): ProviderReport => {
    const probeMs = worked.get(provider) ?? null;
    if (provider === taken) return { provider, taken: true, probeMs: best.probeMs, reason: why(threads) };
    const reason = probeMs === null ? (refused.get(provider) ?? 'unknown') : `slower than ${taken}`;
    return { provider, taken: false, probeMs, reason };
  });
  const { encoder, translator } = bytes;
  return { ...best, reports, bytes: { encoder, translator } };
}

/** The numbers of CPU threads to measure, fewest first; `wanted` 0 = half of the cores and all of them. */
export function threadChoices(wanted: number): number[] {
  if (wanted > 0) return [wanted];
  const cores = availableParallelism();
  return [...new Set([Math.ceil(cores / 2), cores])];
}

function why(threads: number): string {
  if (threads === 0) return 'fastest that works';
  return `fastest that works, ${threads} CPU thread${threads === 1 ? '' : 's'}`;
}

function faster(best: Candidate | null, other: Candidate): [kept: Candidate, loser: Candidate | null] {
  if (!best) return [other, null];
  const bar = best.provider === other.provider ? best.probeMs * THREADS_GAIN : best.probeMs;
  return other.probeMs < bar ? [other, best] : [best, other];
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]!.slice(0, 200);
}
