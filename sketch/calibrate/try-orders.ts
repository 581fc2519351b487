import { signal } from '@preact/signals';
import { setup } from './calibration-orders.ts';
import { fetchTraces } from './fetch-traces.ts';
import { proposedSetup } from './proposals.ts';
import type { Stretch } from './stretches.ts';
import type { Tried } from './trying.ts';

/** What came of the last try; null before the first. */
export const outcome = signal<Tried | null>(null);
/** What is being done right now; empty = nothing. */
export const busy = signal('');

/** Tries the thresholds that hold, and those that are proposed, on a stretch of what the sensors told. */
export async function tryStretch(stretch: Stretch): Promise<void> {
  busy.value = 'reading what the sensors told';
  const texts = await fetchTraces(stretch, 'try', (share) => {
    busy.value = `reading what the sensors told, ${Math.round(share * 100)} %`;
  });
  if (Array.isArray(texts)) return tryTexts(texts);
  outcome.value = texts;
  busy.value = '';
}

/** The same for a CSV file. */
export async function tryFile(file: File): Promise<void> {
  busy.value = `reading ${file.name}`;
  return tryTexts([await file.text()]);
}

/** In a worker: a night of several sensors takes seconds. */
async function tryTexts(texts: string[]): Promise<void> {
  busy.value = 'replaying';
  const proposed = proposedSetup.value;
  const setups = { current: setup.value, ...(proposed ? { proposed } : {}) };
  const worker = new Worker(new URL('./try-worker.ts', import.meta.url), { type: 'module' });
  outcome.value = await new Promise<Tried>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Tried>) => resolve(data);
    worker.onerror = () => resolve({ trouble: 'The replay failed; reload the page and try again.' });
    worker.postMessage({ texts, setups });
  });
  worker.terminate();
  busy.value = '';
}
