import type { BoardConfig } from '../../engine/show/board-config.ts';
import { attachSensors } from './attach.ts';
import { lampOn } from './lamp-pin.ts';
import { isOwn, ownLamp } from './own-firmware.ts';
import type { BoardHandlers, BoardLink } from './port.ts';
import { NOISE, type Session } from './session.ts';

const BEAT_MS = 250;
/**
 * Beats without a byte from the board; it is lost within two seconds. Counted, not timed: a busy engine must not take
 * itself for a dead board.
 */
const STALE_BEATS = 2;
const LOST_BEATS = 6;

/**
 * Listens to a board's sensors for as long as it answers. After an unplug the library goes on telling its last values
 * for ever: nothing of a board that is silent gets past here.
 */
export function linkBoard(session: Session, config: BoardConfig, handlers: BoardHandlers): BoardLink {
  const { io, port, transport } = session;
  let alive = true;
  let heard = true;
  let missed = 0;
  const fresh = () => alive && missed < STALE_BEATS;
  const { unfit } = handlers;
  const detach = attachSensors(session, config, {
    // What noise happens to spell as a distance is nobody.
    reading: (sensor, cm) => fresh() && !transport.noisy() && handlers.reading(sensor, cm),
    level: (down, settled) => fresh() && handlers.level(down, settled),
    unfit,
  });
  const lamp = (isOwn(session) ? ownLamp : lampOn)(session, config.lampPin);

  // A line that is nothing but noise is a silent board.
  transport.on('data', () => {
    heard ||= !transport.noisy();
  });
  const beat = setInterval(() => {
    missed = heard ? 0 : missed + 1;
    heard = false;
    if (missed >= LOST_BEATS) end(transport.noisy() ? NOISE : 'it does not answer any more');
    else io.reportVersion(() => {});
  }, BEAT_MS);

  function end(cause: string): void {
    if (!alive) return;
    void stop().then(() => handlers.lost(cause));
  }

  async function stop(): Promise<void> {
    alive = false;
    clearInterval(beat);
    lamp.stop();
    detach();
    await session.close();
  }

  // A board that restarts by itself answers, but has forgotten its pins.
  io.once('queryfirmware', () => end('it restarted'));
  port.on('error', (error) => end(error.message));
  port.once('close', () => end('unplugged'));
  return {
    lamp: (how) => alive && lamp.show(how),
    stale: () => !fresh(),
    async close() {
      if (alive) await stop();
    },
  };
}
