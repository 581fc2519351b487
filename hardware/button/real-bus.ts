import HID from 'node-hid';
import type { HidBus, HidDevice } from './port.ts';

/** The machine's own HID bus. Where the system lacks its libraries every call rejects. */
export const realBus: HidBus = {
  async list() {
    const found = new Map<string, HidDevice>();
    // A device is listed once for each of its uses.
    for (const {
      path,
      vendorId,
      productId,
      interface: interfaceId,
      serialNumber,
    } of await HID.devicesAsync())
      if (path && !found.has(path))
        found.set(path, { path, vendorId, productId, interfaceId, serial: serialNumber ?? '' });
    return [...found.values()];
  },
  async open(path, onReport, onGone) {
    const device = await HID.HIDAsync.open(path);
    device.on('data', onReport);
    // The library tells an unplug with a string, not an Error.
    device.on('error', (error: unknown) => onGone(error instanceof Error ? error.message : String(error)));
    return {
      async write(report) {
        await device.write([...report]);
      },
      async close() {
        device.removeAllListeners();
        await device.close().catch(() => {});
      },
    };
  },
};
