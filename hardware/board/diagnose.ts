import type { BoardConfig } from '../../engine/show/board-config.ts';
import { boardPaths, type Port } from './find.ts';
import { knownBoards } from './known.ts';
import { openSession } from './session.ts';

/** A serial port on which a board may be. */
export interface FoundBoard {
  path: string;
  /** Its adapter, its USB ids as a configuration takes them, and its serial number, in words; empty where not on USB. */
  usb: string;
  /** The firmware and its version, or why none answers. */
  says: string;
  speaksFirmata: boolean;
  /** Names of the boards of the configuration that may be it. */
  wantedBy: string[];
}

/** Every port that is a known board's, or that a board of the configuration names; each is opened for a moment. */
export async function diagnoseBoards(
  ports: readonly Port[],
  boards: readonly BoardConfig[],
): Promise<FoundBoard[]> {
  const wanted = boards
    .filter(({ driver }) => driver === 'serial')
    .map((board) => ({ name: board.name, paths: board.path ? [board.path] : boardPaths(ports, board) }));
  const paths = new Set([...boardPaths(ports), ...wanted.flatMap((board) => board.paths)]);
  const found: FoundBoard[] = [];
  for (const path of paths) {
    const usb = usbOf(ports.find((port) => port.path === path));
    const wantedBy = wanted.flatMap((board) => (board.paths.includes(path) ? [board.name] : []));
    found.push({ path, usb, wantedBy, ...(await greeting(path)) });
  }
  return found;
}

async function greeting(path: string): Promise<Pick<FoundBoard, 'says' | 'speaksFirmata'>> {
  try {
    const session = await openSession(path);
    const { name, version } = session.io.firmware;
    await session.close();
    const number = version ? ` ${version.major}.${version.minor}` : '';
    return { says: `speaks ${name || 'Firmata'}${number}`, speaksFirmata: true };
  } catch (error) {
    return { says: error instanceof Error ? error.message : String(error), speaksFirmata: false };
  }
}

function usbOf(port: Port | undefined): string {
  if (!port?.vendorId) return '';
  const [vendorId, productId] = [port.vendorId, port.productId ?? ''].map((id) => Number.parseInt(id, 16));
  const known = knownBoards.find(
    (one) => one.vendorId === vendorId && (one.productId === undefined || one.productId === productId),
  );
  const ids = `vendorId ${vendorId}, productId ${productId}`;
  return `${known?.name ?? 'unknown adapter'}, ${ids}${port.serialNumber ? `, serial ${port.serialNumber}` : ''}`;
}
