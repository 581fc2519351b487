import type { Genome, Kingdoms } from '../show/genome.ts';
import type { Picture } from '../show/record.ts';
import { type Generator, GeneratorBusy } from './port.ts';

const MAX_WAITING = 512;

/** What is needed to draw a kept creature again. */
export interface Kept {
  genome: Genome;
  mix: Kingdoms;
  psi: number;
}

/**
 * Draws kept creatures again, one at a time in the births' lane, so that a wall of missing pictures does not crowd
 * out births. Rejects as the generator does, and with GeneratorBusy beyond 512 waiting.
 */
export function rerenderer(generator: Generator): (kept: Kept) => Promise<Picture> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (kept) => {
    if (waiting >= MAX_WAITING) return Promise.reject(new GeneratorBusy('too many pictures to draw again'));
    waiting += 1;
    const { genome, mix, psi } = kept;
    const picture = last.then(() => generator.render(genome, mix, psi, 'birth'));
    last = picture
      .catch(() => {})
      .then(() => {
        waiting -= 1;
      });
    return picture;
  };
}
