import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { diagnoseProviders, modelLines } from '../../engine/gan/diagnose.ts';
import { loadManifest, verifyFiles } from '../../engine/gan/manifest.ts';
import { models } from '../../engine/gan/models-commands.ts';
import { configSchema } from '../../engine/show/config-schema.ts';
import { temporaryFolder } from '../tools/show.ts';
import { modelsOf } from './running.ts';
import { writeTinyModel } from './tiny-model.ts';

const { folder, remove } = temporaryFolder();
const manifest = writeTinyModel(join(folder, 'good'));
afterAll(remove);

/** The exit code of a command and all that it printed. */
async function run(...args: string[]) {
  let text = '';
  const spies = (['log', 'error'] as const).map((how) =>
    vi.spyOn(console, how).mockImplementation((line: string) => {
      text += `${line}\n`;
    }),
  );
  try {
    const status = await models(args);
    return { status, text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test('verify says which model is whole, and names the file that is not', async () => {
  const other = writeTinyModel(join(folder, 'changed'));
  expect(await run('verify', '--manifest', other)).toMatchObject({ status: 0 });
  writeFileSync(join(folder, 'changed/encoder.onnx'), 'changed');
  const { status, text } = await run('verify', '--manifest', other);
  expect(status).toBe(1);
  expect(text).toContain('ok      tiny');
  expect(text).toMatch(/fault {3}.*encoder\.onnx: has SHA-256 [0-9a-f]{64}[\s\S]*remedy: Restore/);
});

test('bench measures through the child process', async () => {
  const { status, text } = await run('bench', '--manifest', manifest, '--threads', '1');
  expect(text).toMatch(/tiny, 16 px: [\d.]+ pictures\/s over 64/);
  expect(text).toMatch(/translator median [\d.]+ ms/);
  expect(status).toBe(0);
});

test('sheet draws the same picture from the same seed', async () => {
  const sheets: string[] = [];
  for (const seed of ['1', '1', '2']) {
    const out = join(folder, `sheet-${sheets.length}.png`);
    expect(await run('sheet', '--manifest', manifest, '--seed', seed, '--out', out)).toMatchObject({
      status: 0,
    });
    sheets.push(out);
  }
  const pixels = await Promise.all(sheets.map((file) => sharp(file).raw().toBuffer()));
  expect(pixels[0]!.equals(pixels[1]!)).toBe(true);
  expect(pixels[0]!.equals(pixels[2]!)).toBe(false);
});

test.each([
  [['dance']],
  [[]],
  [['bench', '--threads', 'many']],
  [['info', '--providers', 'magic']],
  [['--loud']],
])('arguments %j are refused with the usage', async (args) => {
  const { status, text } = await run(...args);
  expect(status).toBe(2);
  expect(text).toContain('npm run models -- verify|info|bench|sheet');
});

test('the diagnosis lists every wanted provider, one of them taken; without models it says what is missing', async () => {
  const config = configSchema.parse({ generator: { manifest, providers: ['cuda', 'cpu'] } }).generator;
  const reports = await diagnoseProviders(config);
  expect(reports.map((one) => one.provider)).toEqual(['cuda', 'cpu']);
  expect(reports.filter((one) => one.taken)).toHaveLength(1);
  const gone = diagnoseProviders({ ...config, manifest: join(folder, 'gone.json') });
  await expect(gone).rejects.toThrow(/gone\.json: does not exist/);
});

test('the table marks what is in use', () => {
  const lines = modelLines({ manifest, model: 'default' });
  expect(lines.slice(1).map((line) => line.split(/\s+/).slice(0, 3))).toEqual([
    ['*', 'tiny', 'generator'],
    ['*', 'sight', 'encoder'],
    ['*', 'paint', 'translator'],
  ]);
});

test('files that cannot be opened are faults of the configuration, all of them at once', () => {
  const broken = join(folder, 'broken');
  const set = modelsOf(writeTinyModel(broken));
  rmSync(join(broken, 'mapping.onnx'));
  rmSync(join(broken, 'encoder.onnx'));
  mkdirSync(join(broken, 'encoder.onnx'));
  expect(verifyFiles(set)).toMatchObject([
    { path: join(broken, 'mapping.onnx'), what: 'does not exist' },
    { path: join(broken, 'encoder.onnx'), what: expect.stringContaining('EISDIR') },
  ]);
});

test('names from the language itself are no models', () => {
  for (const name of ['constructor', '__proto__', 'toString'])
    expect(loadManifest(manifest, name).faults).toMatchObject([
      { what: expect.stringContaining('no generator') },
    ]);
});
