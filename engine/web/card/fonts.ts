import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';

/** The pages' own faces: a bare machine has no fonts at all, and none with Chinese. */
const FACES = [
  '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff',
  '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-ext-400-normal.woff',
  '@fontsource/ibm-plex-mono/files/ibm-plex-mono-cyrillic-400-normal.woff',
  '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff',
];
export const FAMILY = 'IBM Plex Mono, Noto Sans SC';

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

let ready: Promise<void> | null = null;

/** Makes the faces known to the text renderer, once. Rejects where a package is missing. */
export function loadFaces(): Promise<void> {
  ready ??= load().catch((error) => {
    ready = null;
    throw error;
  });
  return ready;
}

async function load(): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), 'mishmash-faces-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const face of FACES) {
    const fontfile = join(folder, `${basename(face, '.woff')}.ttf`);
    writeFileSync(fontfile, sfntOf(readFileSync(resolve(face))));
    // The renderer keeps every file it has been given.
    await sharp({ text: { text: 'a', font: FAMILY, fontfile, rgba: true } }).toBuffer();
  }
}

/** The TrueType file in a WOFF 1.0 file: the same tables, not compressed. Throws where it is none. */
export function sfntOf(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('this is no WOFF 1.0 file');
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(SFNT_HEADER + SFNT_ENTRY * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (count - 2 ** power), 10);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let i = 0; i < count; i++) {
    const at = WOFF_HEADER + WOFF_ENTRY * i;
    const [from, packed, length, sum] = [4, 8, 12, 16].map((field) => woff.readUInt32BE(at + field)) as [
      number,
      number,
      number,
      number,
    ];
    const raw = woff.subarray(from, from + packed);
    const table = packed < length ? inflateSync(raw) : raw;
    const entry = SFNT_HEADER + SFNT_ENTRY * i;
    woff.copy(head, entry, at, at + 4);
    head.writeUInt32BE(sum, entry + 4);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(length, entry + 12);
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    tables.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([head, ...tables]);
}
