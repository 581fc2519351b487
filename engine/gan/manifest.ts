import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { ConfigFault } from '../show/config.ts';
import { faults as faultCodes } from '../show/faults.ts';
import { readMeans } from './averages.ts';
import { readDirections } from './directions.ts';
import { ModelFault, readChecked } from './files.ts';

const file = z.object({ path: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const entry = z.object({
  kind: z.enum(['generator', 'encoder', 'translator']),
  files: z.record(z.string(), file),
  resolution: z.int().min(8).max(4096),
  layers: z.int().min(1).max(64),
  zDim: z.int().min(1).max(4096),
  wDim: z.int().min(1).max(4096),
  card: z.string(),
  licence: z.string(),
});
const manifest = z.object({
  default: z.object({
    generator: z.string(),
    encoder: z.string().nullish(),
    translator: z.string().nullish(),
  }),
  models: z.record(z.string(), entry),
});

export type ModelEntry = z.infer<typeof entry> & { name: string };
export type ModelFile = ModelEntry['files'][string];

/** The models of a show, resolved and with absolute paths. */
export interface ModelSet {
  generator: ModelEntry;
  encoder: ModelEntry | null;
  translator: ModelEntry | null;
}

export type LoadedManifest = { models: ModelSet; faults: [] } | { models: null; faults: ConfigFault[] };

const FILES = { generator: ['mapping', 'synthesis'], encoder: ['model'], translator: ['model'] } as const;

/**
 * Reads the manifest and resolves generator `wanted` ("default" or a name) with the encoder and translator that fit
 * it. Lists everything that is missing or malformed; hashes are checked by verifyFiles.
 */
export function loadManifest(path: string, wanted: string): LoadedManifest {
  const parsed = readManifest(path);
  if ('what' in parsed) return { models: null, faults: [parsed] };
  const name = wanted === 'default' ? parsed.default.generator : wanted;
  const found = named(parsed, path, name, 'generator');
  if ('what' in found) return { models: null, faults: [found] };
  const companions = (['encoder', 'translator'] as const).map((kind) => {
    const companion = parsed.default[kind];
    return companion ? named(parsed, path, companion, kind) : null;
  });
  const all = [found, ...companions];
  const faults = all.flatMap((one) => (one === null ? [] : 'what' in one ? [one] : missingFiles(one)));
  if (faults.length > 0) return { models: null, faults };
  const [encoder, translator] = companions as (ModelEntry | null)[];
  const fits = (one: ModelEntry | null | undefined) =>
    one && one.layers === found.layers && one.wDim === found.wDim ? one : null;
  return { models: { generator: found, encoder: fits(encoder), translator: fits(translator) }, faults: [] };
}

/** Hashes every file of the set and lists those that are absent or differ from the manifest, each with its remedy. */
export function verifyFiles({ generator, encoder, translator }: ModelSet): ConfigFault[] {
  return [generator, encoder, translator].flatMap((model) => (model ? verifyModel(model) : []));
}

/** The same for one model. */
export function verifyModel(model: ModelEntry): ConfigFault[] {
  const faults = Object.values(model.files).flatMap(fileFaults);
  const { stats } = model.files;
  return faults.length > 0 || !stats ? faults : statsFaults(stats.path, model.wDim);
}

/** Every model of the manifest, in use or not. */
export function listModels(path: string): { models: ModelEntry[]; faults: ConfigFault[] } {
  const parsed = readManifest(path);
  if ('what' in parsed) return { models: [], faults: [parsed] };
  return { models: Object.entries(parsed.models).map(([name, one]) => located(one, name, path)), faults: [] };
}

function fileFaults(file: ModelFile): ConfigFault[] {
  try {
    readChecked(file);
    return [];
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    return [{ path: file.path, what: error.message, remedy: faultCodes[error.code].remedy }];
  }
}

function statsFaults(path: string, wDim: number): ConfigFault[] {
  try {
    readMeans(path, wDim);
    readDirections(path, wDim);
    return [];
  } catch (error) {
    const remedy = 'export the generator again, or leave stats out to have the means measured at start';
    return [{ path, what: wording(error), remedy }];
  }
}

function readManifest(path: string): z.infer<typeof manifest> | ConfigFault {
  const remedy = 'restore models/manifest.json from the repository or name another with generator.manifest';
  if (!existsSync(path)) return { path, what: 'does not exist', remedy };
  try {
    return manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return { path, what: wording(error), remedy };
  }
}

function named(
  from: z.infer<typeof manifest>,
  path: string,
  name: string,
  kind: ModelEntry['kind'],
): ModelEntry | ConfigFault {
  const model = Object.hasOwn(from.models, name) ? from.models[name] : undefined;
  const known = Object.keys(from.models).filter((one) => from.models[one]!.kind === kind);
  const remedy = `choose one of: ${known.join(', ') || '(none)'}`;
  if (!model || model.kind !== kind)
    return { path: `${path}: ${kind}`, what: `there is no ${kind} "${name}"`, remedy };
  return located(model, name, path);
}

/** The entry with absolute paths: files lie beside the manifest. */
function located(model: z.infer<typeof entry>, name: string, manifestPath: string): ModelEntry {
  const folder = resolve(manifestPath, '..');
  const files = Object.entries(model.files).map(([role, one]) => [
    role,
    { ...one, path: join(folder, one.path) },
  ]);
  return { ...model, files: Object.fromEntries(files), name };
}

function wording(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

function missingFiles(model: ModelEntry): ConfigFault[] {
  const roles = FILES[model.kind].filter((role) => !model.files[role]);
  const remedy = 'fetch the repository again or correct models/manifest.json';
  return [
    ...roles.map((role) => ({ path: `models.${model.name}.files.${role}`, what: 'is not named', remedy })),
    ...Object.values(model.files)
      .filter((one) => !existsSync(one.path))
      .map((one) => ({ path: one.path, what: `model file of ${model.name} does not exist`, remedy })),
  ];
}
