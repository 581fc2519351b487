import { readFileSync } from 'node:fs';

/** What was recorded: the first channel, -1..1. */
export interface Recording {
  samples: Float64Array;
  rate: number;
}

/** Reads 16-bit PCM. */
export function readWav(file: string): Recording {
  const bytes = readFileSync(file);
  const channels = bytes.readUInt16LE(22);
  const rate = bytes.readUInt32LE(24);
  const start = bytes.indexOf('data', 12, 'latin1') + 8;
  const samples = new Float64Array(Math.floor((bytes.length - start) / 2 / channels));
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(start + 2 * channels * i) / 32_768;
  return { samples, rate };
}

/** From `from` to `to`, in seconds before the end of the recording. */
export function beforeEnd({ samples, rate }: Recording, from: number, to: number): Recording {
  const at = (seconds: number) => Math.max(0, samples.length - Math.round(seconds * rate));
  return { samples: samples.subarray(at(from), at(to)), rate };
}

export function rms({ samples }: Recording): number {
  return Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
}

export function peak({ samples }: Recording): number {
  return samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}

/** The loudest stretch of `seconds`. */
export function loudest({ samples, rate }: Recording, seconds: number): Recording {
  const length = Math.round(seconds * rate);
  let best = { samples: samples.subarray(0, length), rate };
  for (let at = 0; at + length < samples.length; at += length >> 1) {
    const part = { samples: samples.subarray(at, at + length), rate };
    if (rms(part) > rms(best)) best = part;
  }
  return best;
}

/** The height of a tone in Hz: the shortest lag at which it is most like itself, of 80 to 1300 Hz. */
export function height({ samples, rate }: Recording): number {
  const lags = Array.from({ length: Math.floor(rate / 80) }, (_, lag) => lag).slice(Math.ceil(rate / 1300));
  const likeness = lags.map((lag) => {
    let [cross, here, there] = [0, 0, 0];
    for (let i = lag; i < samples.length; i++) {
      const [a, b] = [samples[i]!, samples[i - lag]!];
      cross += a * b;
      here += a * a;
      there += b * b;
    }
    return cross / Math.sqrt(here * there || 1);
  });
  const best = Math.max(...likeness);
  const isPeak = (i: number) =>
    likeness[i]! >= (likeness[i - 1] ?? -1) && likeness[i]! >= (likeness[i + 1] ?? -1);
  return rate / lags[likeness.findIndex((like, i) => like > best * 0.92 && isPeak(i))]!;
}
