import { Refusal, type Traces } from '../../show/ports.ts';
import type { TraceSample } from '../../show/sensing/traces-csv.ts';

/** Clocks of machines differ by this much at most. */
const AHEAD_MS = 3_600_000;

/** Throws a Refusal where a recording, in order of time, cannot be put among what is kept since `keptFrom`. */
export async function requireFit(
  samples: readonly TraceSample[],
  keptFrom: number,
  now: number,
  read: Traces['read'],
): Promise<void> {
  for (const sensor of new Set(samples.map((sample) => sample.sensor))) {
    const own = samples.filter((sample) => sample.sensor === sensor);
    const [from, to] = [own[0]!.at, own.at(-1)!.at + 1];
    if (from < keptFrom) throw tooOld();
    if (to > now + AHEAD_MS) throw ahead();
    for await (const there of read({ sensor, from, to })) if (there.length > 0) throw taken(sensor);
  }
}

function tooOld(): Refusal {
  return new Refusal(
    422,
    'too-old',
    'The recording is older than what is kept, and would be gone at once.',
    'Raise archive.traceDays in show-config.json, or move its times.',
  );
}

function ahead(): Refusal {
  return new Refusal(422, 'ahead', 'The recording is of the future.', 'Check the clock, or move its times.');
}

function taken(sensor: string): Refusal {
  return new Refusal(
    409,
    'taken',
    `"${sensor}" has told something itself in that time.`,
    'Give the sensor of the recording another name, or move its times.',
  );
}
