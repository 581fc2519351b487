/** A button that sends USB HID reports: who it is and how it says that it is down. */
export interface KnownButton {
  name: string;
  vendorId: number;
  productId: number;
  /** Whether a report says that the button is down; null where it says nothing about it. */
  isDown(report: Uint8Array): boolean | null;
  /** What it has to be asked, its id first, for each report; others tell by themselves. */
  ask?: readonly number[];
}

/** Any bit set in the report after its id byte. */
function anyBit(from: number): KnownButton['isDown'] {
  return (report) => (report.length > from ? report.subarray(from).some((byte) => byte !== 0) : null);
}

/**
 * Buttons whose reports are known; others are read as "any bit set is down". Delcom's are learnt: by the data sheet of its
 * HID chip (USBIOHID, revision 4, 6.1 and 6.5) lamps, displays and buzzers have the same ids, and levels are asked for by
 * feature reports; what an input report says it leaves open.
 */
export const knownButtons: readonly KnownButton[] = [
  {
    name: 'Dream Cheeky big red button',
    vendorId: 0x1d34,
    productId: 0x000d,
    isDown: (r) => isBigRed(r),
    ask: [0, 8, 0, 0, 0, 0, 0, 0, 2],
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
  return find(vendorId, productId) ?? { name: 'unknown button', vendorId, productId, isDown: anyBit(0) };
}

/** Whether a device is in the table. */
export function isKnown({ vendorId, productId }: Pick<KnownButton, 'vendorId' | 'productId'>): boolean {
  return find(vendorId, productId) !== undefined;
}

function find(vendorId: number, productId: number): KnownButton | undefined {
  return knownButtons.find((one) => one.vendorId === vendorId && one.productId === productId);
}
