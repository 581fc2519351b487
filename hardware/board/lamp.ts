import type { Lamp } from './port.ts';

/** As hardware/firmware plays them. None flashes more than 3 times a second, for people whom that makes ill. */
const BREATH_MS = 4000;
export const REFUSE_MS = 1050;

/** Lit for `onMs` at the beginning of each of the first `flashes` stretches of `everyMs`. */
function lit(ms: number, flashes: number, everyMs: number, onMs: number): number {
  return ms < flashes * everyMs && ms % everyMs < onMs ? 1 : 0;
}

/** Brightness 0..1 of the button's lamp, `ms` after its pattern began. */
export function brightness(pattern: Lamp, ms: number): number {
  switch (pattern) {
    case 'off':
    case 'rest':
      return 0;
    case 'on':
      return 1;
    case 'blink':
      return lit(ms % 800, 1, 800, 400);
    case 'tick':
      return lit(ms % 1000, 1, 1000, 120);
    case 'refuse':
      return lit(ms, 3, 350, 150);
    case 'fault':
      return lit(ms % 2000, 2, 400, 200);
    case 'breathe':
      return (1 - Math.cos((2 * Math.PI * ms) / BREATH_MS)) / 2;
  }
}
