import type { Session } from './session.ts';

const EVERY_MS = 50;
/** The level is asked for now and then, should the word of a change have been lost or come from noise. */
const ASK_MS = 250;

/**
 * Tells a pin's level at every change and, as the steps behind it also count time, every 50 ms between. A change
 * counts once the board, asked again, says the same, with no noise on the line. Returns how to stop.
 */
export function watchLevel(
  { board, io, transport }: Session,
  pin: number,
  tell: (high: boolean) => void,
): () => void {
  // Unknown until the board has told it.
  let settled: number | null = null;
  let claimed: number | null = null;
  const hear = (value: number) => {
    if (transport.noisy() || value === settled) {
      claimed = null;
    } else if (value === claimed) {
      settled = value;
      claimed = null;
      tell(value === 1);
    } else {
      claimed = value;
      io.reportDigitalPin(pin, 1);
    }
  };
  board.digitalRead(pin, hear);
  const repeat = setInterval(() => settled !== null && tell(settled === 1), EVERY_MS);
  const ask = setInterval(() => io.reportDigitalPin(pin, 1), ASK_MS);
  return () => {
    clearInterval(repeat);
    clearInterval(ask);
  };
}
