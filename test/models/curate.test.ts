import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTorch } from '../tools/has.ts';
import { temporaryFolder } from '../tools/show.ts';

const training = join(import.meta.dirname, '../../models/training');
const portrait = join(import.meta.dirname, '../fixtures/portrait-a.jpg');
const { folder, remove } = temporaryFolder();
const folders = ['people', 'engines', 'tissue'].map((name) => join(folder, name));
afterAll(remove);

function curate(...args: string[]): string {
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['curate.py', join(folder, 'data'), ...args], {
    cwd: training,
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`;
}

describe.skipIf(!hasTorch)('an artist’s folders (needs: apt-get install python3-pil python3-numpy)', () => {
  beforeAll(async () => {
    for (const one of folders) mkdirSync(join(one, 'deep/down'), { recursive: true });
    const [people, engines, tissue] = folders as [string, string, string];
    cpSync(portrait, join(people, 'a.jpg'));
    await sharp(portrait).resize(180).jpeg({ quality: 60 }).toFile(join(people, 'smaller.jpg'));
    await sharp(portrait).resize(40).toFile(join(people, 'tiny.png'));
    await sharp(portrait).blur(40).toFile(join(people, 'deep/down/fog.jpg'));
    writeFileSync(join(people, 'letter.png'), 'not a picture');
    for (const [name, place] of [
      ['portrait-b', engines],
      ['portrait-c', tissue],
    ])
      cpSync(join(training, `../../test/fixtures/${name}.jpg`), join(place!, 'deep/one.JPG'));
  });

  test('lose what would harm a training, each with its reason, and are told their balance', () => {
    const said = curate('--size', '64', '--folders', ...folders);
    expect(said).toMatch(/smaller\.jpg: there already/);
    expect(said).toMatch(/tiny\.png: smaller than 64 px/);
    expect(said).toMatch(/fog\.jpg: blurred/);
    expect(said).toMatch(/letter\.png: cannot be read/);
    expect(said).toContain('faces: 1 kept, 4 left out');
    expect(said).toContain('machines: 1 kept, 0 left out');
    expect(said).toContain('cells: 1 pictures are few; set generator augment to 0.6');
  });

  test('one that does not exist or holds nothing is named', () => {
    expect(curate('--folders', folders[0]!, '/no/such', folders[2]!)).toContain('/no/such is not a folder');
    const empty = join(folder, 'empty');
    mkdirSync(empty, { recursive: true });
    expect(curate('--folders', folders[0]!, empty, folders[2]!)).toContain(
      'a folder without a usable picture',
    );
  });
});
