import sharp from 'sharp';
import { expect, test } from 'vitest';
import { Refusal } from '../../engine/show/ports.ts';
import { seeded } from '../../engine/show/random.ts';
import { CROP_PX, squareCrop } from '../../engine/visit/photo.ts';
import { bombPng, drawnFace } from '../visit/photos.ts';
import { serve, visitForm } from '../web/server.ts';
import { mangled } from './mangled.ts';

/** Ten thousand take minutes on a small machine: MISHMASH_UPLOADS=10000. */
const UPLOADS = Number(process.env.MISHMASH_UPLOADS ?? 1000);
const AT_ONCE = 4;

/** Small photos of every kind that is let in, to be broken. */
async function seedsOf(): Promise<Buffer[]> {
  const face = () => drawnFace(96, 120);
  return Promise.all([
    face().jpeg({ quality: 60 }).toBuffer(),
    face().jpeg({ progressive: true }).toBuffer(),
    face().toColourspace('cmyk').jpeg().toBuffer(),
    face()
      .withExif({ IFD0: { Orientation: '6', Copyright: 'x'.repeat(200) } })
      .jpeg()
      .toBuffer(),
    face().png({ palette: true }).toBuffer(),
    face().webp({ lossless: true }).toBuffer(),
  ]);
}

/** What becomes of bytes: a code of refusal, or a crop. Anything else is thrown. */
async function outcome(bytes: Buffer): Promise<string> {
  try {
    const { width, height, data } = await squareCrop(bytes, null);
    expect([width, height, data.length]).toEqual([CROP_PX, CROP_PX, CROP_PX * CROP_PX * 3]);
    return 'crop';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

test('malformed photos by the thousand are each a crop or a refusal in words, and memory stays flat', {
  timeout: 900_000,
}, async () => {
  const photos = await seedsOf();
  const random = seeded(17);
  const met = new Map<string, number>();
  let settledBytes = 0;
  for (let sent = 0; sent < UPLOADS; sent += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, i) => mangled(photos, random, sent + i));
    for (const code of await Promise.all(batch.map(outcome))) met.set(code, (met.get(code) ?? 0) + 1);
    if (sent === UPLOADS / 5) settledBytes = process.memoryUsage().rss;
  }
  const grownMB = (process.memoryUsage().rss - settledBytes) / 2 ** 20;
  console.log(
    `${[...met].map(([code, n]) => `${n} ${code}`).join(', ')}; memory grew by ${Math.round(grownMB)} MB`,
  );
  for (const code of ['crop', 'photo-broken', 'photo-format', 'photo-large', 'photo-small'])
    expect(met.get(code) ?? 0).toBeGreaterThan(UPLOADS / 100);
  expect(grownMB).toBeLessThan(150);
});

test('over HTTP: every kind of wrong file is refused by name, and the next photo is taken', async () => {
  const { post, stage, errors } = await serve();
  const wide = (w: number, h: number) =>
    sharp({ create: { width: w, height: h, channels: 3, background: '#888' } });
  const frames = await sharp({ create: { width: 120, height: 240, channels: 3, background: '#a00' } })
    .gif({})
    .toBuffer();
  const cases: [string, Buffer, number, string][] = [
    [
      'SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>'),
      415,
      'photo-format',
    ],
    ['GIF', frames, 415, 'photo-format'],
    ['TIFF', await wide(120, 120).tiff().toBuffer(), 415, 'photo-format'],
    ['AVIF', await wide(120, 120).avif({ effort: 0 }).toBuffer(), 415, 'photo-format'],
    [
      'HEIC',
      Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(500)]),
      415,
      'photo-format',
    ],
    ['PDF', Buffer.from('%PDF-1.7\n%%EOF'), 415, 'photo-format'],
    ['100 megapixels', bombPng(10_000, 10_000), 413, 'photo-large'],
    ['a bomb of 65,535 squared', bombPng(65_535, 65_535), 413, 'photo-large'],
    ['a thumbnail', await wide(40, 40).png().toBuffer(), 422, 'photo-small'],
    ['half a JPEG', (await drawnFace().jpeg().toBuffer()).subarray(0, 4000), 422, 'photo-broken'],
    ['nothing', Buffer.alloc(0), 400, 'photo-missing'],
    [
      'a JPEG only in its first bytes',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(5000, 7)]),
      422,
      'photo-broken',
    ],
  ];
  const { wall } = stage.state();
  for (const [what, bytes, status, code] of [...cases, ...cases, ...cases]) {
    const answer = await post(await visitForm({ photo: new Blob([Uint8Array.from(bytes)]) }));
    expect([what, answer.status, answer.body.code, typeof answer.body.remedy]).toEqual([
      what,
      status,
      code,
      'string',
    ]);
  }
  expect(stage.state()).toMatchObject({ wall, faults: [] });
  const start = performance.now();
  expect((await post(await visitForm())).status).toBe(201);
  console.log(`the next photo is taken within ${Math.round(performance.now() - start)} ms`);
  expect(errors).toEqual([]);
});
