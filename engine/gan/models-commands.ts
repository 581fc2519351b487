import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { ConfigFault } from '../show/config.ts';
import { type Config, configSchema, PROVIDERS } from '../show/config-schema.ts';
import { diagnoseProviders, modelLines } from './diagnose.ts';
import { listModels, loadManifest, verifyModel } from './manifest.ts';
import { benchGenerator } from './models-bench.ts';
import { compareParity } from './models-parity.ts';
import { drawSheet } from './models-sheet.ts';
import { ModelsRefused, openGenerator } from './open.ts';
import type { Generator } from './port.ts';

const FAILED = 1;
const BAD_ARGUMENTS = 2;
const USAGE =
  'npm run models -- verify|info|bench|sheet|parity FOLDER [--manifest FILE] [--model NAME]' +
  ` [--providers ${PROVIDERS.join(',')}] [--threads N] [--seed N] [--out FILE]`;

const OPTIONS = {
  manifest: { type: 'string' },
  model: { type: 'string' },
  providers: { type: 'string' },
  threads: { type: 'string' },
  seed: { type: 'string', default: '1' },
  out: { type: 'string', default: 'models-sheet.png' },
} as const;
const numeral = z.coerce.number().int().min(0);

type Settings = {
  command: string;
  folder: string | null;
  config: Config['generator'];
  seed: number;
  out: string;
};

/** Carries out one command on the models, printing to the console; resolves to the exit code. */
export async function models(args: string[]): Promise<number> {
  let settings: Settings;
  try {
    settings = readArguments(args);
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    console.error(`${what}\n${USAGE}`);
    return BAD_ARGUMENTS;
  }
  const { command, folder, config, seed, out } = settings;
  switch (command) {
    case 'verify':
      return verify(config.manifest);
    case 'info':
      return info(config);
    case 'bench':
      return withGenerator(config, async (generator) => print(await benchGenerator(generator)));
    case 'sheet':
      return withGenerator(config, async (generator) => {
        print([...(await drawSheet(generator, out, seed)), `written to ${out}`]);
      });
    case 'parity':
      if (folder) return parity(config, folder);
  }
  console.error(USAGE);
  return BAD_ARGUMENTS;
}

/** Throws where an option is unknown or has no sense. */
function readArguments(args: string[]): Settings {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { manifest, model, providers, threads, seed, out } = values;
  const given = {
    ...(manifest === undefined ? {} : { manifest }),
    ...(model === undefined ? {} : { model }),
    ...(providers === undefined ? {} : { providers: providers.split(',') }),
    ...(threads === undefined ? {} : { threads: numeral.parse(threads) }),
  };
  const { generator: config } = configSchema.parse({ generator: given });
  const [command = '', folder = null, ...more] = positionals;
  if (more.length > 0) throw new Error(`unexpected "${more[0]}"`);
  return { command, folder, config, seed: numeral.parse(seed), out };
}

function verify(manifest: string): number {
  const { models, faults } = listModels(manifest);
  const all = models.map((model) => ({ model, faults: verifyModel(model) }));
  for (const { model, faults } of all) {
    if (faults.length === 0) console.log(`ok      ${model.name} (${Object.keys(model.files).join(', ')})`);
    else print(faultLines(faults));
  }
  print(faultLines(faults));
  return faults.length > 0 || all.some((one) => one.faults.length > 0) ? FAILED : 0;
}

async function info(config: Config['generator']): Promise<number> {
  print(modelLines(config));
  try {
    for (const { provider, taken, probeMs, reason } of await diagnoseProviders(config)) {
      const time = probeMs === null ? '' : `${probeMs.toFixed(1)} ms a picture, `;
      console.log(`${taken ? '*' : ' '}  ${provider.padEnd(7)}  ${time}${reason}`);
    }
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return FAILED;
  }
}

async function parity(config: Config['generator'], folder: string): Promise<number> {
  const { models, faults } = loadManifest(config.manifest, config.model);
  if (!models) {
    print(faultLines(faults));
    return FAILED;
  }
  try {
    const found = await compareParity(models, folder);
    for (const { network, codes, largest, allowed } of found) {
      const verdict = largest <= allowed ? 'ok   ' : 'fault';
      const values = `${largest.toPrecision(3)} (allowed ${allowed})`;
      console.log(`${verdict}  ${network.padEnd(10)}  largest difference over ${codes} codes: ${values}`);
    }
    return found.every(({ largest, allowed }) => largest <= allowed) ? 0 : FAILED;
  } catch (error) {
    console.error((error as Error).message);
    return FAILED;
  }
}

async function withGenerator(
  config: Config['generator'],
  work: (generator: Generator) => Promise<void>,
): Promise<number> {
  let generator: Generator | null = null;
  try {
    generator = await openGenerator(config);
    await work(generator);
    return 0;
  } catch (error) {
    if (error instanceof ModelsRefused) print(faultLines(error.faults));
    else console.error((error as Error).message);
    return FAILED;
  } finally {
    await generator?.stop();
  }
}

function faultLines(faults: readonly ConfigFault[]): string[] {
  return faults.map(({ path, what, remedy }) => `fault   ${path}: ${what}\n        remedy: ${remedy}`);
}

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}
