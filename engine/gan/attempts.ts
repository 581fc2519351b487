import type { OpenOrder } from './messages.ts';
import type { ProviderReport } from './port.ts';

/** Waits before each attempt after another failure: the first is immediate, and none is long. */
const BACK_OFF_MS = [0, 250, 500, 1000, 2000];
/** A process that lived this long was healthy: the next failure starts the back-off afresh. */
const HEALTHY_MS = 5_000;
/** A provider that took the process with it this often is not tried again. */
const MAX_DEATHS = 2;

/** What is remembered between one child process and the next: how long to wait, and which provider to open. */
export class Attempts {
  readonly #order: OpenOrder;
  readonly #deaths = new Map<string, number>();
  #reports: ProviderReport[] = [];
  #chosen: { provider: string; threads: number } | null = null;
  #failures = 0;

  constructor(order: OpenOrder) {
    this.#order = order;
  }

  /** The order for the next child: only what worked before, so that it is back sooner; never a deadly provider. */
  next(): OpenOrder {
    const deadly = (provider: string) => (this.#deaths.get(provider) ?? 0) >= MAX_DEATHS;
    const chosen = this.#chosen;
    if (chosen && !deadly(chosen.provider)) {
      const { provider, threads } = chosen;
      return { ...this.#order, providers: [provider], threads, known: true };
    }
    return { ...this.#order, providers: this.#order.providers.filter((provider) => !deadly(provider)) };
  }

  /** Remembers what was opened; the reports of all attempts so far, in the order of the configuration. */
  opened(provider: string, threads: number, reports: readonly ProviderReport[]): ProviderReport[] {
    this.#chosen = { provider, threads: provider === 'cpu' ? threads : this.#order.threads };
    const latest = (name: string): ProviderReport => {
      const report =
        reports.find((one) => one.provider === name) ?? this.#reports.find((one) => one.provider === name);
      if (report) return { ...report, taken: name === provider };
      const reason = 'the process ended each time it was tried';
      return { provider: name, taken: false, probeMs: null, reason };
    };
    this.#reports = [...new Set([...this.#order.providers, 'cpu'])].map(latest);
    return this.#reports;
  }

  /** Notes the end of a child that lived `livedMs`; ms to wait before the next. `trying`: what it was opening. */
  lost(livedMs: number, trying: string | null): number {
    if (trying && trying !== 'cpu') this.#deaths.set(trying, (this.#deaths.get(trying) ?? 0) + 1);
    if (livedMs > HEALTHY_MS) this.#failures = 0;
    const waitMs = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)]!;
    this.#failures += 1;
    return waitMs;
  }
}
