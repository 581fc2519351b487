import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownBoards } from '../board/known.ts';
import { knownButtons } from '../button/known.ts';

// node --import tsx hardware/venue/udev.ts writes 70-mishmash-us.rules anew from the tables of buttons and boards.

export const RULES_FILE = join(import.meta.dirname, '70-mishmash-us.rules');

/** The engine's unit is in plugdev and dialout; uaccess is for whoever starts the show by hand at the desktop. */
const HEAD = `# Written by hardware/venue/udev.ts from hardware/button/known.ts and hardware/board/known.ts.
# Below 73, where uaccess is read.
`;

/** Lets the engine open the known buttons, and gives a board one name on whatever port it is. */
export function udevRules(): string {
  const buttons = knownButtons.map(
    ({ name, ...ids }) =>
      `# ${name}\nKERNEL=="hidraw*", ${matching(ids)}, GROUP="plugdev", MODE="0660", TAG+="uaccess"\n`,
  );
  // ModemManager would talk to a new serial port as to a modem, in the middle of the board's greeting.
  const boards = knownBoards.map(({ name, ...ids }) => {
    const modem = `${matching(ids)}, ENV{ID_MM_DEVICE_IGNORE}="1"`;
    const port = `SUBSYSTEM=="tty", ${matching(ids)}, GROUP="dialout", MODE="0660", TAG+="uaccess", SYMLINK+="mishmash-board"`;
    return `# ${name}\n${modem}\n${port}\n`;
  });
  return [HEAD, ...buttons, ...boards].join('\n');
}

function matching({ vendorId, productId }: { vendorId: number; productId?: number }): string {
  const vendor = `ATTRS{idVendor}=="${hex(vendorId)}"`;
  return productId === undefined ? vendor : `${vendor}, ATTRS{idProduct}=="${hex(productId)}"`;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}

if (process.argv[1] === import.meta.filename) writeFileSync(RULES_FILE, udevRules());
