import type { Lamp } from './port.ts';

/** Half a period; slow enough for people whom faster flashing makes ill (at most 3 flashes a second). */
const BLINK_MS = 400;
const BREATH_MS = 4000;

/** Brightness 0..1 of the button's lamp, `ms` after its pattern began. */
export function brightness(pattern: Lamp, ms: number): number {
  switch (pattern) {
    case 'off':
      return 0;
    case 'on':
      return 1;
    case 'blink':
      return Math.floor(ms / BLINK_MS) % 2 === 0 ? 1 : 0;
    case 'breathe':
      return (1 - Math.cos((2 * Math.PI * ms) / BREATH_MS)) / 2;
  }
}
