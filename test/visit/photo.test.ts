import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../engine/show/ports.ts';
import type { Picture } from '../../engine/show/record.ts';
import { CROP_PX, squareCrop } from '../../engine/visit/photo.ts';
import { bombPng, drawnFace, quarters } from './photos.ts';

function colourAt({ width, data }: Picture, x: number, y: number): string {
  const at = (Math.floor(y * (CROP_PX - 1)) * width + Math.floor(x * (CROP_PX - 1))) * 3;
  const names = ['red', 'green', 'blue'];
  const channels = [...data.subarray(at, at + 3)];
  return names[channels.indexOf(Math.max(...channels))]!;
}

async function refusal(photo: Uint8Array): Promise<string> {
  const refused = await squareCrop(photo, null).then(
    () => null,
    (error: Refusal) => error,
  );
  expect(refused?.remedy).toBeTruthy();
  return `${refused?.status} ${refused?.code}`;
}

describe('photos that are read', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('%s becomes 256 x 256 RGB', async (format) => {
    const crop = await squareCrop(await quarters().toFormat(format).toBuffer(), null);
    expect([crop.width, crop.height, crop.data.length]).toEqual([CROP_PX, CROP_PX, CROP_PX * CROP_PX * 3]);
    expect([colourAt(crop, 0.6, 0.2), colourAt(crop, 0.6, 0.95), colourAt(crop, 0.05, 0.5)]).toEqual([
      'red',
      'blue',
      'green',
    ]);
  });

  // How a camera held each way stores the same upright picture.
  const stored = {
    1: (s: Sharp) => s,
    2: (s: Sharp) => s.flop(),
    3: (s: Sharp) => s.rotate(180),
    4: (s: Sharp) => s.flip(),
    5: (s: Sharp) => s.flip().rotate(90),
    6: (s: Sharp) => s.rotate(270),
    7: (s: Sharp) => s.flip().rotate(270),
    8: (s: Sharp) => s.rotate(90),
  };
  test.each(Object.keys(stored).map(Number))('EXIF orientation %i comes out upright', async (orientation) => {
    const flat = await quarters().png().toBuffer();
    const turned = await stored[orientation as keyof typeof stored](sharp(flat)).png().toBuffer();
    const photo = await sharp(turned).jpeg().withMetadata({ orientation }).toBuffer();
    const crop = await squareCrop(photo, null);
    expect([colourAt(crop, 0.6, 0.1), colourAt(crop, 0.6, 0.95), colourAt(crop, 0.05, 0.5)]).toEqual([
      'red',
      'blue',
      'green',
    ]);
  });

  test('CMYK, grey, 16-bit and transparent photos become sRGB', async () => {
    const cmyk = await squareCrop(await quarters().toColourspace('cmyk').jpeg().toBuffer(), null);
    expect(colourAt(cmyk, 0.6, 0.1)).toBe('red');
    const grey = await squareCrop(await quarters().greyscale().png().toBuffer(), null);
    expect(grey.data.length).toBe(CROP_PX * CROP_PX * 3);
    const deep = await squareCrop(await quarters().toColourspace('rgb16').png().toBuffer(), null);
    expect(colourAt(deep, 0.6, 0.1)).toBe('red');
    const clear = sharp({ create: { width: 200, height: 200, channels: 4, background: '#ff000000' } });
    const flat = await squareCrop(await clear.png().toBuffer(), null);
    expect([...flat.data.subarray(0, 3)]).toEqual([128, 128, 128]);
  });

  test('of an animation only the first picture is taken', async () => {
    const frame = (colour: string) =>
      sharp({ create: { width: 128, height: 128, channels: 3, background: colour } })
        .png()
        .toBuffer();
    const frames = await Promise.all([frame('#f00'), frame('#00f')]);
    const animated = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(animated).metadata()).pages).toBe(2);
    expect(colourAt(await squareCrop(animated, null), 0.5, 0.5)).toBe('red');
  });

  test('a face box from the page decides the crop, an impossible one does not', async () => {
    const photo = await drawnFace(960, 1280).jpeg().toBuffer();
    const box = { x: 0.3, y: 0.2, width: 0.4, height: 0.4 };
    const close = await squareCrop(photo, box);
    const plain = await squareCrop(photo, null);
    expect(close.data).not.toEqual(plain.data);
    for (const wrong of [
      { x: 0.99, y: 0, width: 0.5, height: 0.5 },
      { x: 0.5, y: 0.5, width: 0, height: 0 },
    ])
      expect((await squareCrop(photo, wrong)).data).toEqual(plain.data);
  });
});

describe('files that are refused', () => {
  test('what is no JPEG, PNG or WebP, whatever it is called', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>');
    const gif = await quarters().gif().toBuffer();
    const tiff = await quarters().tiff().toBuffer();
    const avif = await quarters().avif({ effort: 0 }).toBuffer();
    for (const file of [svg, gif, tiff, avif, Buffer.from('%PDF-1.7'), Buffer.from('GIF89a<script>')])
      expect(await refusal(file)).toBe('415 photo-format');
    expect(await refusal(Buffer.alloc(0))).toBe('415 photo-format');
  });

  test('truncated and broken files', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const whole = await drawnFace().toFormat(format).toBuffer();
      expect(await refusal(whole.subarray(0, whole.length >> 1))).toBe('422 photo-broken');
      expect(await refusal(whole.subarray(0, 14))).toBe('422 photo-broken');
    }
    const polyglot = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff]),
      Buffer.from('<svg xmlns="x">'.repeat(50)),
    ]);
    expect(await refusal(polyglot)).toBe('422 photo-broken');
  });

  test('a photo with a script behind its end is read as the photo it is', async () => {
    const photo = await quarters().jpeg().toBuffer();
    const crop = await squareCrop(Buffer.concat([photo, Buffer.from('<script>alert(1)</script>')]), null);
    expect(colourAt(crop, 0.6, 0.1)).toBe('red');
  });

  test('a bomb is refused by its header, a thumbnail by its size', async () => {
    expect(await refusal(bombPng(30_000, 30_000))).toBe('413 photo-large');
    expect(await refusal(bombPng(500, 500))).toBe('422 photo-broken');
    expect(await refusal(await quarters(40, 60).jpeg().toBuffer())).toBe('422 photo-small');
  });
});
