import { packBundles } from '../../hardware/osc/packet.ts';

/** A message as any peer may send it, legal or not: an address and at most one float. */
export function packRaw(address: string, value?: number): Uint8Array {
  const padded = (text: string) => {
    const bytes = Buffer.alloc((Buffer.byteLength(text) + 4) & ~3);
    bytes.write(text);
    return bytes;
  };
  if (value === undefined) return Buffer.concat([padded(address), padded(',')]);
  const float = Buffer.alloc(4);
  float.writeFloatBE(value);
  return Buffer.concat([padded(address), padded(',f'), float]);
}

/** Whatever a stranger may send: noise, half messages, pattern bombs, bundles in bundles, blobs. */
export function hostile(random: () => number, i: number): Uint8Array {
  const good = packRaw('/mishmash/param/psi', 0.1);
  switch (i % 8) {
    case 0:
      return Uint8Array.from({ length: Math.floor(random() * 400) }, () => random() * 256);
    case 1:
      return good.subarray(0, Math.floor(random() * (good.length - 4)));
    case 2:
      return packRaw(`/mishmash/param/${'*?'.repeat(29)}`, 1);
    case 3:
      return packRaw(`/mishmash/param/${'{a,b}'.repeat(11)}`, 1);
    case 4:
      return packRaw(`/${'{a,a}'.repeat(8)}*/[a-z]*`, 1);
    case 5: {
      let bundle = packRaw('/mishmash/blackout', 1);
      for (let depth = 0; depth < 40; depth++) bundle = packBundles([bundle])[0]!;
      return bundle;
    }
    case 6: {
      const blob = Buffer.alloc(60_000, 0x61);
      blob.write('/mishmash/param/psi\0,b\0\0', 'latin1');
      blob.writeUInt32BE(0x7fffffff, 24);
      return i % 80 === 6 ? blob : blob.subarray(0, 1200);
    }
    default:
      return packRaw('/mishmash/param/psi', Number.NaN);
  }
}
