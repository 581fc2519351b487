import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadManifest, verifyFiles } from '../../engine/gan/manifest.ts';
import { compareParity } from '../../engine/gan/models-parity.ts';
import { hasTorch } from '../tools/has.ts';
import { temporaryFolder } from '../tools/show.ts';

const standIn = join(import.meta.dirname, 'stand-in');
const training = join(import.meta.dirname, '../../models/training');
const { folder, remove } = temporaryFolder();
afterAll(remove);

const PYTHON_MS = 120_000;

function python(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', args, {
    cwd,
    encoding: 'utf8',
    timeout: PYTHON_MS,
  });
  return { status, text: `${stdout}${stderr}` };
}

/** Pickles a stand-in network after `change`, a line of Python about the network g. */
function networkOf(name: string, classes: number, change = 'pass'): string {
  const file = join(folder, `${name}.pkl`);
  const code = `
import pickle, torch, network
torch.manual_seed(1)
g = network.Generator(${classes}).requires_grad_(False)
${change}
pickle.dump({'G_ema': g}, open(${JSON.stringify(file)}, 'wb'))`;
  expect(python(standIn, '-c', code)).toMatchObject({ status: 0 });
  return file;
}

function imported(name: string, file: string, code = standIn) {
  const models = join(folder, name);
  const args = ['--code', code, '--name', name, '--models', models, '--parity', join(models, 'parity')];
  return { ...python(training, 'import_stylegan.py', file, ...args), models };
}

describe.skipIf(!hasTorch)(
  'a foreign StyleGAN2 (needs: apt-get install python3-torch python3-pil python3-numpy)',
  () => {
    test.each([0, 3])(
      'with %i classes draws through ONNX Runtime what its own code draws',
      async (classes) => {
        const name = `foreign-${classes}`;
        const { status, text, models } = imported(name, networkOf(name, classes));
        expect(text).toMatch(/draws what its own code draws, to 0\.00/);
        expect(status).toBe(0);
        const set = loadManifest(join(models, 'manifest.json'), name).models!;
        expect(set.generator).toMatchObject({ resolution: 16, layers: 6, zDim: 24, wDim: 20 });
        expect(verifyFiles(set)).toEqual([]);
        for (const { network, largest, allowed } of await compareParity(set, join(models, 'parity')))
          expect(largest, network).toBeLessThanOrEqual(allowed);
      },
    );

    test('whose arithmetic is another is refused with the difference', () => {
      const change = 'g.mapping.fc0.bias_gain = 0.5';
      const { status, text } = imported('other', networkOf('other', 0, change));
      expect(status).not.toBe(0);
      expect(text).toMatch(/differs from its own code by [\d.]+, more than/);
    });

    test.each<[string, () => [file: string, code: string], RegExp]>([
      ['its code is missing', () => [networkOf('a', 0), folder], /needs network, which is not in/],
      [
        'the folder of the code is missing',
        () => [networkOf('b', 0), '/no/such'],
        /is not a folder: name the reference/,
      ],
      ['it is no pickle', () => [textFile(), standIn], /is not a network pickle of that code/],
      ['it has other classes', () => [networkOf('c', 5), standIn], /has 5 classes/],
    ])('is refused in words where %s', (_, given, why) => {
      const { status, text } = imported('refused', ...given());
      expect(status).not.toBe(0);
      expect(text).toMatch(why);
      expect(text).not.toContain('Traceback');
    });
  },
);

function textFile(): string {
  const file = join(folder, 'text.pkl');
  writeFileSync(file, 'this is a letter, not a network');
  return file;
}
