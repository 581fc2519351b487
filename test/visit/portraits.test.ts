import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const { folder, remove } = temporaryFolder();
afterAll(remove);

const CELL = 128;
const GAP = 2;

function portraits(...args: string[]) {
  const all = ['--import', 'tsx', 'engine/portraits.ts', ...args];
  return spawnSync(process.execPath, all, { cwd: root, encoding: 'utf8', timeout: 120_000 });
}

test('two faces with ten creatures make a sheet of different portraits', { timeout: 120_000 }, async () => {
  const photos = join(folder, 'photos');
  mkdirSync(photos);
  for (const one of ['a', 'b'])
    cpSync(join(root, `test/fixtures/portrait-${one}.jpg`), join(photos, `${one}.jpg`));
  const out = join(folder, 'sheet.jpg');
  const { status, stderr } = portraits(photos, '--out', out);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { width, height } = await sharp(out).metadata();
  expect([width, height]).toEqual([11 * (CELL + GAP) - GAP, 3 * (CELL + GAP) - GAP]);
  const seen = new Set<string>();
  for (let row = 1; row <= 2; row++)
    for (let column = 1; column <= 10; column++) {
      const place = { left: column * (CELL + GAP), top: row * (CELL + GAP), width: CELL, height: CELL };
      const pixels = await sharp(out).extract(place).raw().toBuffer();
      seen.add(pixels.toString('base64'));
    }
  expect(seen.size).toBe(20);
});

test('a folder without a photo is named', () => {
  const { status, stderr } = portraits(join(root, 'engine'));
  expect(status).toBe(1);
  expect(stderr).toContain('holds no JPEG, PNG or WebP photo');
});
