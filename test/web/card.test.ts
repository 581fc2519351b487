import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { sfntOf } from '../../engine/web/card/fonts.ts';
import { serve, visitForm } from './server.ts';

async function visited(name: string) {
  const show = await serve();
  const attributes = JSON.stringify({
    age: { value: 33, confidence: 0.8 },
    gender: { value: 'female', confidence: 0.7 },
    expression: { value: 'happy', confidence: 0.9 },
  });
  const { status, body } = await show.post(await visitForm({ name, attributes }));
  expect(status).toBe(201);
  const card = (code: string, size = '') => fetch(`${show.base}/api/profiles/${code}/card.png${size}`);
  return { ...show, code: body.code as string, card };
}

test.each([
  ['', 800, 1200],
  ['?size=print', 1200, 1800],
])('a specimen card%s for its visitor, marked as made by a machine', async (size, width, height) => {
  const { code, card } = await visited('Ada <b>&amp; Söhne');
  const answer = await card(code, size);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const bytes = Buffer.from(await answer.arrayBuffer());
  const found = await sharp(bytes).metadata();
  expect(found).toMatchObject({ format: 'png', width, height, density: 300 });
  expect(found.exif!.toString('latin1')).toContain('Made by a machine');
  expect(found.xmp!.toString()).toContain('compositeWithTrainedAlgorithmicMedia');
  expect(bytes.toString('latin1')).not.toContain(code);
});

test('the name is written on it in its own letters', async () => {
  const titles: Buffer[] = [];
  for (const name of ['李小龙', '李小虎', 'Мария']) {
    const { code, card } = await visited(name);
    const bytes = Buffer.from(await (await card(code)).arrayBuffer());
    // The strip of the card that holds the name.
    titles.push(
      await sharp(bytes).extract({ left: 0, top: 592, width: 800, height: 60 }).greyscale().raw().toBuffer(),
    );
  }
  const ink = (strip: Buffer) => strip.filter((value) => value > 120).length;
  for (const title of titles) expect(ink(title)).toBeGreaterThan(300);
  // Missing letters would be the same box for both.
  expect(titles[0]!.equals(titles[1]!)).toBe(false);
});

test('the plate is in the language of the booth, in English where that is not known', async () => {
  const { code, card } = await visited('Ada');
  const drawn = async (language: string) => {
    const bytes = Buffer.from(await (await card(code, `?lang=${language}`)).arrayBuffer());
    return sharp(bytes).raw().toBuffer();
  };
  const english = await drawn('en');
  expect((await drawn('klingon')).equals(english)).toBe(true);
  expect((await drawn('__proto__')).equals(english)).toBe(true);
  for (const other of ['de', 'fr', 'es', 'zh']) expect((await drawn(other)).equals(english)).toBe(false);
});

test('a long name is made to fit, an erased profile has no card', async () => {
  const { code, card, call } = await visited('W'.repeat(40));
  expect((await card(code)).status).toBe(200);
  expect((await card('NOSUCHCODE234567')).status).toBe(404);
  await call('DELETE', `/api/profiles/${code}`);
  const gone = await card(code);
  expect(gone.status).toBe(404);
  expect(await gone.json()).toMatchObject({ code: 'unknown-profile' });
});

test('a face is unpacked from its web format, and anything else refused', () => {
  const { resolve } = createRequire(import.meta.url);
  const woff = readFileSync(resolve('@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff'));
  const sfnt = sfntOf(woff);
  expect(sfnt.length).toBe(woff.readUInt32BE(16));
  expect(sfnt.readUInt16BE(4)).toBe(woff.readUInt16BE(12));
  expect(() => sfntOf(Buffer.from('wOF2 and more'))).toThrow(/WOFF 1.0/);
});
