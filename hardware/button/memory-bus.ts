import type { HidBus, HidDevice } from './port.ts';

/** A HID bus in memory on which the suite plugs, presses and unplugs. */
export interface MemoryBus extends HidBus {
  plug(device: HidDevice): void;
  unplug(path: string): void;
  report(path: string, bytes: readonly number[]): void;
}

export function memoryBus(): MemoryBus {
  const devices = new Map<string, HidDevice>();
  const open = new Map<string, { onReport: (report: Uint8Array) => void; onGone: (cause: string) => void }>();
  return {
    list: async () => [...devices.values()],
    async open(path, onReport, onGone) {
      if (!devices.has(path)) throw new Error(`there is no device at ${path}`);
      open.set(path, { onReport, onGone });
      return {
        async close() {
          open.delete(path);
        },
      };
    },
    plug: (device) => void devices.set(device.path, device),
    unplug(path) {
      devices.delete(path);
      const handle = open.get(path);
      open.delete(path);
      handle?.onGone('could not read from HID device');
    },
    report: (path, bytes) => open.get(path)?.onReport(Uint8Array.from(bytes)),
  };
}
