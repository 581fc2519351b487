import HID from 'node-hid';
import type { HidBus } from './port.ts';

/** The machine's own HID bus. Where the system lacks its libraries every call rejects. */
export const realBus: HidBus = {
  async list() {
    const devices = await HID.devicesAsync();
    return devices.flatMap(({ path, vendorId, productId }) => (path ? [{ path, vendorId, productId }] : []));
  },
  async open(path, onReport, onGone) {
    const device = await HID.HIDAsync.open(path);
    device.on('data', onReport);
    // The library tells an unplug with a string, not an Error.
    device.on('error', (error: unknown) => onGone(error instanceof Error ? error.message : String(error)));
    return {
      async close() {
        device.removeAllListeners();
        await device.close().catch(() => {});
      },
    };
  },
};
