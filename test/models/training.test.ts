import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { loadManifest, verifyFiles } from '../../engine/gan/manifest.ts';
import { compareParity } from '../../engine/gan/models-parity.ts';
import { hasTorch } from '../tools/has.ts';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';

// A stranger's first training, as small as it can be: databases, every network, evaluation, export, and a show of it.

const training = join(import.meta.dirname, '../../models/training');
const { folder, remove } = temporaryFolder();
afterAll(remove);

const SMOKE_MS = 600_000;
const PIECE_BYTES = 16 * 2 ** 20;

function python(script: string, ...args: string[]) {
  const options = { cwd: training, encoding: 'utf8', timeout: SMOKE_MS } as const;
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [script, ...args], options);
  return { status, text: `${stdout}\n${stderr}` };
}

describe.skipIf(!hasTorch)(
  'training (needs: apt-get install python3-torch python3-pil python3-numpy)',
  () => {
    test('goes from nothing to creatures on the wall', { timeout: 2 * SMOKE_MS }, async () => {
      const recipe = ['train.py', folder, '--config', 'configs/smoke.json', '--threads', '1'];
      // Whoever stops it in the middle loses nothing.
      const stopped = spawn('/usr/bin/python3', recipe, { cwd: training, stdio: 'ignore' });
      const ended = new Promise((resolve) => stopped.once('exit', resolve));
      await until(
        () => existsSync(join(folder, 'generator/config.json')),
        'the generator to train',
        SMOKE_MS,
      );
      await new Promise((resolve) => setTimeout(resolve, 4000));
      stopped.kill('SIGTERM');
      expect(await ended).toBe(1);
      expect(existsSync(join(folder, 'generator/checkpoint/index.json'))).toBe(true);
      expect(existsSync(join(folder, 'sharpener'))).toBe(false);

      const run = python(...(recipe as [string, ...string[]]));
      expect(run.status, run.text).toBe(0);
      expect(readFileSync(join(folder, 'generator/log.txt'), 'utf8')).toContain('goes on at');

      for (const network of ['generator', 'sharpener', 'encoder', 'translator', 'classifier']) {
        const pieces = join(folder, network, 'checkpoint');
        expect(readdirSync(pieces)).toContain('index.json');
        for (const piece of readdirSync(pieces))
          expect(statSync(join(pieces, piece)).size).toBeLessThan(PIECE_BYTES);
      }
      expect(readdirSync(join(folder, 'generator')).some((name) => /^sheet-.*\.png$/.test(name))).toBe(true);
      const table = readFileSync(join(folder, 'evaluation.md'), 'utf8');
      for (const kingdom of ['human', 'machine', 'cell']) expect(table).toContain(`${kingdom}: steering`);

      const manifest = join(folder, 'models/manifest.json');
      const { models, faults } = loadManifest(manifest, 'default');
      expect(faults).toEqual([]);
      expect(verifyFiles(models!)).toEqual([]);
      const parity = await compareParity(models!, join(folder, 'parity'));
      expect(parity.map(({ network }) => network)).toEqual(['mapping', 'synthesis', 'encoder', 'translator']);
      for (const { largest, allowed } of parity) expect(largest).toBeLessThanOrEqual(allowed);

      const config = join(folder, 'show-config.json');
      writeFileSync(config, JSON.stringify({ generator: { manifest }, params: { tempo: 10 } }));
      const show = await startShow(await freePort(), ['--config', config, '--data', join(folder, 'archive')]);
      let wall: (number | null)[] = [];
      await until(async () => {
        const snapshot = await (await fetch(`${show.url}/api/state`)).json();
        wall = snapshot.state.wall.filter((id: number | null) => id !== null);
        return wall.length >= 5;
      }, 'five creatures to hang');
      const answer = await fetch(`${show.url}/creatures/${wall[0]}.webp?size=256`);
      const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect([width, height]).toEqual([256, 256]);
      expect(await show.end()).toBe(0);
    });

    test('goes on with an interrupted rendering to the same pictures', { timeout: SMOKE_MS }, () => {
      const script = `
import sys, numpy as np, torch
sys.path.insert(0, '.')
torch.set_num_threads(1)
import render
whole, halves = sys.argv[1], sys.argv[2]
render.render_kind(whole, 'machines', 12, 32, seed=5)
draw = render.RENDERERS['machines']
def failing(*given):
    failing.left -= 1
    if failing.left < 0: raise KeyboardInterrupt
    return draw(*given)
failing.left = 2
render.SAVE_SECONDS = 0
render.RENDERERS['machines'] = failing
try: render.render_kind(halves, 'machines', 12, 32, seed=5)
except KeyboardInterrupt: pass
render.RENDERERS['machines'] = draw
render.render_kind(halves, 'machines', 12, 32, seed=5)
a, b = (np.load(f + '/machines.npy') for f in (whole, halves))
print('same' if (a == b).all() and a.any() else 'different')
`;
      const [whole, halves] = ['whole', 'halves'].map((name) => join(folder, name));
      const result = python(
        '-c',
        `import os\nos.makedirs(${JSON.stringify(whole)}, exist_ok=True)
os.makedirs(${JSON.stringify(halves)}, exist_ok=True)\n${script}`,
        whole!,
        halves!,
      );
      expect(result.text).toMatch(/^same$/m);
      expect(existsSync(join(halves!, 'machines.npy.part'))).toBe(false);
    });
  },
);
