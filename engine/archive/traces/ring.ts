import { appendFile, readFile } from 'node:fs/promises';
import type { TraceQuery, Traces } from '../../show/ports.ts';
import { csvLine, readCsvLine, type TraceSample } from '../../show/sensing/traces-csv.ts';
import { packed, unpacked } from './blocks.ts';
import { requireFit } from './fit.ts';
import { fileOf, HOUR_MS, listHours, makeFolder, prune } from './hours.ts';

export interface RingOptions {
  folder: string;
  /** Days that are kept; 0 = nothing is. */
  days: number;
  now: () => number;
  maxBytes?: number;
}

export interface Ring extends Traces {
  /** Takes a sample into memory; at most twenty a second of a sensor are kept, and every change from or to nothing. */
  add(sample: TraceSample): void;
  /** Writes what was added. Rejects where it cannot; it is lost then, and the memory free. */
  flush(): Promise<void>;
}

const DAY_MS = 24 * HOUR_MS;
const MAX_BYTES = 256 * 1024 * 1024;
const MIN_GAP_MS = 50;

/**
 * The readings of the last days in `folder`: one compressed file an hour, written in blocks. A block that was torn by
 * the end of the machine costs what was not yet flushed and nothing else; the disk it takes is bounded.
 */
export function openRing({ folder, days, now, maxBytes = MAX_BYTES }: RingOptions): Ring {
  let waiting: TraceSample[] = [];
  const last = new Map<string, TraceSample>();
  let writing: Promise<void> = Promise.resolve();

  async function write(samples: readonly TraceSample[]): Promise<void> {
    makeFolder(folder);
    for (const [path, lines] of byHour(folder, samples)) await appendFile(path, await packed(lines));
    prune(folder, now() - days * DAY_MS, maxBytes);
  }

  function inTurn(samples: readonly TraceSample[]): Promise<void> {
    const done = writing.then(() => write(samples));
    writing = done.catch(() => {});
    return done;
  }

  async function* read({ sensor, from, to }: TraceQuery): AsyncGenerator<TraceSample[]> {
    await flush();
    for (const hour of listHours(folder)) {
      if (hour.from + HOUR_MS <= from || hour.from >= to) continue;
      const found: TraceSample[] = [];
      const file = await readFile(hour.path).catch(() => Buffer.alloc(0));
      for await (const lines of unpacked(file))
        for (const sample of samplesOf(lines))
          if (sample.at >= from && sample.at < to && (sensor === null || sample.sensor === sensor))
            found.push(sample);
      yield found.sort((a, b) => a.at - b.at);
    }
  }

  async function flush(): Promise<void> {
    if (waiting.length === 0) return writing;
    const samples = waiting;
    waiting = [];
    return inTurn(samples);
  }

  return {
    add(sample) {
      if (days === 0) return;
      const before = last.get(sample.sensor);
      const soon = before && Math.abs(sample.at - before.at) < MIN_GAP_MS;
      if (soon && (before.cm === null) === (sample.cm === null)) return;
      last.set(sample.sensor, sample);
      waiting.push(sample);
    },
    flush,
    read,
    async bring(samples) {
      await requireFit(samples, now() - days * DAY_MS, now(), read);
      await inTurn(samples);
    },
  };
}

function byHour(folder: string, samples: readonly TraceSample[]): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const sample of samples) {
    const path = fileOf(folder, sample.at);
    const lines = files.get(path);
    if (lines) lines.push(csvLine(sample));
    else files.set(path, [csvLine(sample)]);
  }
  return files;
}

/** Lines that say nothing, as a torn disk may have them, are left out. */
function samplesOf(lines: readonly string[]): TraceSample[] {
  return lines.flatMap((line) => {
    const found = readCsvLine(line);
    return 'what' in found ? [] : [found];
  });
}
