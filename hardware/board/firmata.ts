import { linkBoard } from './link.ts';
import type { OpenBoard } from './port.ts';
import { openSession } from './session.ts';

/** Links an Arduino with Firmata on a serial port. Rejects where the port cannot be opened or nothing answers. */
export const openFirmata: OpenBoard = async (config, handlers) =>
  linkBoard(await openSession(config.path ?? ''), config, handlers);
