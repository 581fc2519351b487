import type { SerialPort } from 'serialport';
import type { BoardConfig } from '../../engine/show/board-config.ts';
import { knownBoards } from './known.ts';

type Listed = Awaited<ReturnType<typeof SerialPort.list>>[number];
/** As the serial library lists it; the ids are hexadecimal and missing where it is not on USB. */
export type Port = Pick<Listed, 'path'> & Partial<Pick<Listed, 'vendorId' | 'productId' | 'serialNumber'>>;

/** What a board on USB has to be; where it names nothing, any board that is known. */
export type Wanted = Pick<BoardConfig, 'vendorId' | 'productId' | 'serial'>;

/**
 * Paths of the serial ports that may be the wanted board, the likeliest first. What one of the `others` describes more
 * closely is left to it.
 */
export function boardPaths(
  ports: readonly Port[],
  wanted: Wanted = {},
  others: readonly Wanted[] = [],
): string[] {
  const closer = others.filter((other) => closeness(other) > closeness(wanted));
  return ports
    .filter((port) => isWanted(port, wanted) && !closer.some((other) => isWanted(port, other)))
    .sort((a, b) => rank(a) - rank(b))
    .map(({ path }) => path);
}

/** The place of a port's adapter in the table of boards; its length where it is not known. */
function rank(port: Port): number {
  const found = knownBoards.findIndex(({ vendorId, productId }) => isWanted(port, { vendorId, productId }));
  return found < 0 ? knownBoards.length : found;
}

function isWanted(port: Port, wanted: Wanted): boolean {
  if (closeness(wanted) === 0) return rank(port) < knownBoards.length;
  const { vendorId, productId, serial } = wanted;
  return (
    isId(port.vendorId, vendorId) &&
    isId(port.productId, productId) &&
    (serial === undefined || port.serialNumber === serial)
  );
}

function isId(hex: string | undefined, id: number | undefined): boolean {
  return id === undefined || Number.parseInt(hex ?? '', 16) === id;
}

/** How much is said of a board; a serial number more than all else. */
function closeness({ vendorId, productId, serial }: Wanted): number {
  return (
    (serial === undefined ? 0 : 4) + (vendorId === undefined ? 0 : 2) + (productId === undefined ? 0 : 1)
  );
}
