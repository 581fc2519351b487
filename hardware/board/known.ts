/** The USB side of an Arduino: by maker alone where all of its products are boards, else by product too. */
export interface KnownBoard {
  name: string;
  vendorId: number;
  productId?: number;
}

/** Makers of Arduinos first, then adapters that may be something else. */
export const knownBoards: readonly KnownBoard[] = [
  { name: 'Arduino', vendorId: 0x2341 },
  { name: 'Arduino, boards of arduino.org', vendorId: 0x2a03 },
  { name: 'CH340 of most copies', vendorId: 0x1a86, productId: 0x7523 },
  { name: 'FT232 of older Nanos', vendorId: 0x0403, productId: 0x6001 },
  { name: 'CP2102 of some copies', vendorId: 0x10c4, productId: 0xea60 },
];
