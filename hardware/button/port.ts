/** The USB HID bus as the show needs it; one adapter is real, one lives in memory. */
export interface HidBus {
  /** Every path once. */
  list(): Promise<HidDevice[]>;
  /** Rejects where the device is gone or may not be opened. */
  open(
    path: string,
    onReport: (report: Uint8Array) => void,
    onGone: (cause: string) => void,
  ): Promise<HidHandle>;
}

export interface HidDevice {
  path: string;
  vendorId: number;
  productId: number;
  /** Which of the device's USB interfaces; -1 where it has none. */
  interfaceId: number;
  /** Empty where the device has none. */
  serial: string;
}

export interface HidHandle {
  /** Sends a report: its id (0 = it has none), then its bytes. Rejects where the device is gone. */
  write(report: readonly number[]): Promise<void>;
  close(): Promise<void>;
}
