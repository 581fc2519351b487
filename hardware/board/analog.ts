import type { Session } from './session.ts';

const EVERY_MS = 50;

/** Tells the median share (0..1) of what an analog channel has sent, every 50 ms; nothing where it sent nothing. */
export function watchAnalog(
  { board, io }: Session,
  channel: number,
  tell: (share: number) => void,
): () => void {
  const full = io.RESOLUTION.ADC ?? 1023;
  let samples: number[] = [];
  board.analogRead(channel, (value) => samples.push(value));
  const every = setInterval(() => {
    const middle = samples.sort((a, b) => a - b)[samples.length >> 1];
    samples = [];
    if (middle !== undefined) tell(Math.min(1, middle / full));
  }, EVERY_MS);
  return () => clearInterval(every);
}
