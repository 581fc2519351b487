import type { HidBus, HidDevice } from './port.ts';

/** A HID bus in memory on which the suite plugs, presses and unplugs. */
export interface MemoryBus extends HidBus {
  plug(device: HidDevice): void;
  unplug(path: string): void;
  report(path: string, bytes: readonly number[]): void;
  /** A device that may not be opened. */
  lock(path: string): void;
  /** Told of every report that a device is sent. */
  onWritten: (path: string, report: readonly number[]) => void;
}

export function memoryBus(): MemoryBus {
  const devices = new Map<string, HidDevice>();
  const locked = new Set<string>();
  const open = new Map<string, { onReport: (report: Uint8Array) => void; onGone: (cause: string) => void }>();
  const bus: MemoryBus = {
    list: async () => [...devices.values()],
    async open(path, onReport, onGone) {
      if (!devices.has(path)) throw new Error(`there is no device at ${path}`);
      if (locked.has(path)) throw new Error(`${path} may not be opened`);
      open.set(path, { onReport, onGone });
      return {
        async write(report) {
          if (!open.has(path)) throw new Error('could not write to HID device');
          bus.onWritten(path, report);
        },
        async close() {
          open.delete(path);
        },
      };
    },
    onWritten: () => {},
    lock: (path) => void locked.add(path),
    plug: (device) => void devices.set(device.path, device),
    unplug(path) {
      devices.delete(path);
      const handle = open.get(path);
      open.delete(path);
      handle?.onGone('could not read from HID device');
    },
    report: (path, bytes) => open.get(path)?.onReport(Uint8Array.from(bytes)),
  };
  return bus;
}
