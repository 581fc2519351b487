import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { realBus } from '../../../hardware/button/real-bus.ts';
import { type Bench, REPORT_BYTES } from './button-cases.ts';

/** A bench on the kernel's own HID bus: devices are made through /dev/uhid (linux/uhid.h), as root. */

const DESTROY = 1;
const OUTPUT = 6;
const CREATE2 = 11;
const INPUT2 = 12;
const EVENT_BYTES = 4380;
const USB = 3;
const READ_MS = 5;

/** One report of a vendor's own kind each way, without an id. */
const fields = (main: number) => [
  0x09,
  0x01,
  0x15,
  0,
  0x26,
  0xff,
  0,
  0x75,
  8,
  0x95,
  REPORT_BYTES,
  main,
  0x02,
];
const descriptor = [0x06, 0, 0xff, 0x09, 1, 0xa1, 1, ...fields(0x81), ...fields(0x91), 0xc0];

export const uhidBench: Bench = {
  bus: realBus,
  plug({ vendorId, productId, serial }, answer) {
    const file = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK);
    const create = Buffer.alloc(280 + descriptor.length);
    create.writeUInt32LE(CREATE2, 0);
    create.write('mishmash bench', 4);
    create.write(serial, 196);
    create.writeUInt16LE(descriptor.length, 260);
    create.writeUInt16LE(USB, 262);
    create.writeUInt32LE(vendorId, 264);
    create.writeUInt32LE(productId, 268);
    create.set(descriptor, 280);
    writeSync(file, create);

    const report = (bytes: readonly number[]) => {
      const input = Buffer.alloc(6 + REPORT_BYTES);
      input.writeUInt32LE(INPUT2, 0);
      input.writeUInt16LE(REPORT_BYTES, 4);
      input.set(bytes, 6);
      writeSync(file, input);
    };
    const reader = setInterval(() => {
      for (let type = heard(file); type !== null; type = heard(file))
        if (type === OUTPUT && answer) report(answer());
    }, READ_MS);
    return {
      report,
      unplug() {
        clearInterval(reader);
        const destroy = Buffer.alloc(4);
        destroy.writeUInt32LE(DESTROY, 0);
        writeSync(file, destroy);
        closeSync(file);
      },
    };
  },
};

/** The type of the kernel's next event; null where there is none. */
function heard(file: number): number | null {
  const event = Buffer.alloc(EVENT_BYTES);
  try {
    readSync(file, event);
    return event.readUInt32LE(0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}
