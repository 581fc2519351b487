import type { Session } from './session.ts';

/** Between two pings, so that the echo of one is not taken for that of the next. */
const PAUSE_MS = 60;
const PULSE_US = 10;
/** 5 m there and back; a firmware that waits for the echo hears no other pin meanwhile. */
const ECHO_LIMIT_US = 30_000;
/** A board that says nothing for this long is asked anew. */
const PATIENCE_MS = 500;

/** Whether the board's firmware can time an echo on the pin. */
export function canPing({ io }: Session, pin: number): boolean {
  return io.pins[pin]?.supportedModes.includes(io.MODES.PING_READ) ?? false;
}

/** Tells the length of each echo in microseconds, 0 where there was none, about 12 times a second. */
export function watchPing({ io }: Session, pin: number, tell: (us: number) => void): () => void {
  let next: NodeJS.Timeout;
  const ask = () => {
    next = setTimeout(ask, PATIENCE_MS);
    io.removeAllListeners(`ping-read-${pin}`);
    io.pingRead({ pin, value: 1, pulseOut: PULSE_US, timeout: ECHO_LIMIT_US }, (us) => {
      clearTimeout(next);
      next = setTimeout(ask, PAUSE_MS);
      tell(us);
    });
  };
  ask();
  return () => {
    clearTimeout(next);
    io.removeAllListeners(`ping-read-${pin}`);
  };
}
