/** A button that sends USB HID reports: who it is and how it says that it is down. */
export interface KnownButton {
  name: string;
  vendorId: number;
  productId: number;
  /** Whether a report says that the button is down; null where it says nothing about it. */
  isDown(report: Uint8Array): boolean | null;
}

/** Any bit set in the report after its id byte. */
function anyBit(from: number): KnownButton['isDown'] {
  return (report) => (report.length > from ? report.subarray(from).some((byte) => byte !== 0) : null);
}

/** Buttons whose reports are known; others are read as "any bit set is down". */
export const knownButtons: readonly KnownButton[] = [
  { name: 'Dream Cheeky big red button', vendorId: 0x1d34, productId: 0x000d, isDown: (r) => isBigRed(r) },
  {
    name: 'Delcom USB button',
    vendorId: 0x0fc5,
    productId: 0xb080,
    isDown: (r) => (r.length > 0 ? r[0] === 0 : null),
  },
  { name: 'PCsensor foot switch', vendorId: 0x0c45, productId: 0x7403, isDown: anyBit(2) },
];

/** Lid closed 0x15, lid open 0x17, pressed 0x16. */
function isBigRed(report: Uint8Array): boolean | null {
  if (report.length === 0) return null;
  return report[0] === 0x16;
}

/** The decoder for a device; generic where it is not known. */
export function buttonFor(vendorId: number, productId: number): KnownButton {
  const known = knownButtons.find((one) => one.vendorId === vendorId && one.productId === productId);
  return known ?? { name: 'unknown button', vendorId, productId, isDown: anyBit(0) };
}
