import sharp from 'sharp';
import { expect, test } from 'vitest';
import { CROP_PX, decodeOnlyPhotos, squareCrop } from '../../engine/visit/photo.ts';
import { drawnFace, ultraHdr } from './photos.ts';

// In a file of its own: what is taken from this process does not come back.

test('a phone photo for bright screens is read as any other; only decoders of photos are left', async () => {
  const photo = await ultraHdr(drawnFace());
  expect((await sharp(photo).metadata()).gainMap).toBeDefined();
  const before = await squareCrop(photo, null);
  const drawn = drawnFace().resize(64, 64);
  const others = await Promise.all(
    (['gif', 'tiff', 'avif'] as const).map((format) => drawn.clone().toFormat(format).toBuffer()),
  );
  const photos = await Promise.all(
    (['jpeg', 'png', 'webp'] as const).map((format) => drawn.clone().toFormat(format).toBuffer()),
  );
  others.push(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>'));
  for (const other of others) expect((await sharp(other).metadata()).width).toBeGreaterThan(0);

  decodeOnlyPhotos();

  for (const other of others)
    await expect(sharp(other).raw().toBuffer()).rejects.toThrow(/unsupported image format|blocked/);
  for (const one of photos) expect((await sharp(one).raw().toBuffer()).length).toBeGreaterThan(0);
  expect((await sharp(photo).metadata()).gainMap).toBeUndefined();
  const after = await squareCrop(photo, null);
  expect([after.width, after.height]).toEqual([CROP_PX, CROP_PX]);
  const apart = after.data.reduce((sum, value, i) => sum + Math.abs(value - before.data[i]!), 0);
  expect(apart / after.data.length).toBeLessThan(1);
  // What the engine itself makes needs none of the others.
  const text = await sharp({ text: { text: 'a', rgba: true } })
    .png()
    .toBuffer();
  const card = sharp({ create: { width: 90, height: 90, channels: 3, background: '#000' } });
  expect(
    (
      await card
        .composite([{ input: text }, { input: photos[2]! }])
        .webp()
        .toBuffer()
    ).length,
  ).toBeGreaterThan(0);
});
