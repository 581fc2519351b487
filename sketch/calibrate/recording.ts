import { signal } from '@preact/signals';
import { MIN_EMPTY_MS, MIN_OCCUPIED_MS } from '../../engine/show/sensing/propose.ts';
import type { Sample } from '../../engine/show/sensing/reading.ts';
import { now, onTrace } from '../parts/show-signals.ts';
import { fetchTraces } from './fetch-traces.ts';
import { samplesIn } from './samples-in.ts';
import type { Stretch } from './stretches.ts';

export const KINDS = ['empty', 'occupied'] as const;
export type Kind = (typeof KINDS)[number];

/** What every sensor told while the room was empty, or occupied. */
export interface Recording extends Stretch {
  samples: ReadonlyMap<string, readonly Sample[]>;
}

/** The first and last reading lie a little inside of what was asked for. */
const MARGIN_MS = 2000;
export const LENGTH_MS: Record<Kind, number> = {
  empty: MIN_EMPTY_MS + MARGIN_MS,
  occupied: MIN_OCCUPIED_MS + MARGIN_MS,
};

export const recorded = signal<Partial<Record<Kind, Recording>>>({});
/** What is being recorded; before `from` there is time to walk. */
export const running = signal<{ kind: Kind; from: number } | null>(null);
export const trouble = signal('');
/** Time to leave the room, or to walk to where visitors stand. */
export const leadS = signal(5);

let samples = new Map<string, Sample[]>();

onTrace(({ sensor, value, at }) => {
  if (!running.value || at < running.value.from) return;
  const own = samples.get(sensor) ?? [];
  if (own.length === 0) samples.set(sensor, own);
  own.push({ at, cm: value });
});

setInterval(() => {
  const one = running.value;
  if (one && now() - one.from >= LENGTH_MS[one.kind]) stop();
}, 100);

/** Begins to record what the sensors tell; it ends by itself. */
export function record(kind: Kind): void {
  samples = new Map();
  trouble.value = '';
  running.value = { kind, from: now() + leadS.value * 1000 };
}

/** Ends the recording; one that is too short is kept all the same, and refused for what it is. */
export function stop(): void {
  const one = running.value;
  running.value = null;
  if (!one) return;
  recorded.value = {
    ...recorded.value,
    [one.kind]: { from: one.from, to: Math.max(one.from, now()), samples },
  };
}

/** Takes a stretch of what was told before for a recording. */
export async function take(kind: Kind, stretch: Stretch): Promise<void> {
  const texts = await fetchTraces(stretch, 'record');
  const found = Array.isArray(texts) ? samplesIn(texts) : texts;
  if ('trouble' in found) {
    trouble.value = found.trouble;
    return;
  }
  trouble.value = '';
  recorded.value = { ...recorded.value, [kind]: { ...stretch, samples: found } };
}
