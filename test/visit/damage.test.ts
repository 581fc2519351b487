import { expect, test } from 'vitest';
import { Refusal } from '../../engine/show/ports.ts';
import { seeded } from '../../engine/show/random.ts';
import { CROP_PX, squareCrop } from '../../engine/visit/photo.ts';
import { drawnFace } from './photos.ts';

/** Each kind of damage to a file's bytes, by one seed. */
function damaged(file: Buffer, seed: number): Buffer {
  const random = seeded(seed);
  const at = () => Math.floor(random() * file.length);
  const bytes = Buffer.from(file);
  switch (seed % 4) {
    case 0:
      for (let i = 0; i < 1 + random() * 20; i++) bytes[at()] = Math.floor(random() * 256);
      return bytes;
    case 1:
      return bytes.subarray(0, at());
    case 2:
      return Buffer.concat([bytes.subarray(0, at()), bytes.subarray(at())]);
    default:
      // Headers decide what a decoder allocates.
      for (let i = 0; i < 4; i++) bytes[12 + Math.floor(random() * 40)] = Math.floor(random() * 256);
      return bytes;
  }
}

test.each(['jpeg', 'png', 'webp'] as const)(
  'a damaged %s is a photo or is refused, never more',
  async (format) => {
    const file = await drawnFace(160, 200).toFormat(format).toBuffer();
    let refused = 0;
    for (let seed = 0; seed < 200; seed++) {
      const end = await squareCrop(damaged(file, seed), null).catch((error: unknown) => error);
      if (end instanceof Refusal) refused += 1;
      else expect([seed, end]).toEqual([seed, expect.objectContaining({ width: CROP_PX, height: CROP_PX })]);
    }
    expect(refused).toBeGreaterThan(50);
    expect(refused).toBeLessThan(200);
  },
);
