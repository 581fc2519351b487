import type { Lamp } from '../../../hardware/board/port.ts';
import type { Uno } from './uno.ts';

/** Longer than the pause of any pattern that is told. */
const WATCHED_MS = 2600;
/** Short enough to tell a refusal from a fault. */
const SAMPLE_MS = 8;
/** Between the beginnings of two flashes. */
const FLASHES_MS = { refuse: 350, fault: 400, dead: 500, blink: 800, tick: 1000 };
/** A sample, and a host that is late where it plays the pattern itself. */
const LATE_MS = 95;

export type SeenLamp = Lamp | 'dead' | 'unclear';
interface Sample {
  atMs: number;
  /** 0..1 */
  level: number;
}

/** What a person sees of the lamp on a pin who watches it for a while, by the clock of whoever plays the pattern. */
export async function seenLamp(
  uno: Uno,
  pin: number,
  by: 'board' | 'host',
  watchedMs = WATCHED_MS,
): Promise<SeenLamp> {
  const samples: Sample[] = [];
  const clock = async () => (by === 'host' ? performance.now() : uno.nowMs());
  const begun = await clock();
  for (let atMs = begun; atMs < begun + watchedMs; atMs = await clock()) {
    const [, level] = await uno.ask(`duty ${pin}`, 'duty');
    samples.push({ atMs, level: Number(level) });
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  }
  return patternOf(samples);
}

function patternOf(samples: readonly Sample[]): SeenLamp {
  const grey = samples.filter(({ level }) => level > 0.02 && level < 0.98).length;
  if (grey > samples.length / 3) return 'breathe';
  const lit = samples.filter(({ level }, i) => i > 0 && level > 0.5 && samples[i - 1]!.level <= 0.5);
  if (lit.length === 0) return samples.at(-1)!.level > 0.5 ? 'on' : 'off';
  const shortest = Math.min(...lit.slice(1).map(({ atMs }, i) => atMs - lit[i]!.atMs));
  const [name, ms] = Object.entries(FLASHES_MS).reduce((a, b) =>
    Math.abs(b[1] - shortest) < Math.abs(a[1] - shortest) ? b : a,
  );
  return Math.abs(ms - shortest) < LATE_MS ? (name as SeenLamp) : 'unclear';
}
