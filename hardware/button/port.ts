/** The USB HID bus as the show needs it; one adapter is real, one lives in memory. */
export interface HidBus {
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
}

export interface HidHandle {
  close(): Promise<void>;
}
