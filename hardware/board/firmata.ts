import { realpathSync } from 'node:fs';
import { SerialPort } from 'serialport';
import type { BoardConfig } from '../../engine/show/board-config.ts';
import { boardPaths, type Port } from './find.ts';
import { linkBoard } from './link.ts';
import { type OpenBoard, WrongFirmware } from './port.ts';
import { openSession, type Session } from './session.ts';

/** Links an Arduino with Firmata: on the configured port, or the first on USB that answers. Rejects where none does. */
export const openFirmata: OpenBoard = firmataAmong(() => SerialPort.list());

/**
 * The same for one or several boards, `boards` being all of the show, with `list` for what is attached to USB. No port is
 * ever two boards', and one that a board names is left to it.
 */
export function firmataAmong(
  list: () => Promise<readonly Port[]>,
  boards: readonly BoardConfig[] = [],
): OpenBoard {
  const serial = boards.filter(({ driver }) => driver === 'serial');
  const taken = new Set<string>();

  function reserved(): string[] {
    return serial.flatMap(({ path }) => (path === undefined ? [] : [realPath(path)]));
  }

  async function pathsOf(config: BoardConfig): Promise<string[]> {
    if (config.path !== undefined) return [config.path];
    const others = serial.filter(({ key, path }) => key !== config.key && path === undefined);
    const found = boardPaths(await list(), config, others);
    return found.filter((path) => !reserved().includes(realPath(path)));
  }

  async function openOne(path: string): Promise<Session> {
    const port = realPath(path);
    if (taken.has(port)) throw new Error(`${path} is another board's`);
    taken.add(port);
    try {
      const session = await openSession(path);
      const close = () => session.close().finally(() => taken.delete(port));
      return { ...session, close };
    } catch (error) {
      taken.delete(port);
      throw error;
    }
  }

  return async (config, handlers) => {
    let cause: unknown = new Error(`no Arduino is found on USB, and ${config.key}.path names no port`);
    for (const path of await pathsOf(config)) {
      try {
        return linkBoard(await openOne(path), config, handlers);
      } catch (error) {
        if (!(cause instanceof WrongFirmware)) cause = error;
      }
    }
    throw cause;
  };
}

/** What a name in /dev stands for; one that stands for nothing is itself. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
