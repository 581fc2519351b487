import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { ConfigFault } from '../show/config.ts';

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
    encoder: z.string().optional(),
    translator: z.string().optional(),
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
  const found = resolve(parsed, path, name, 'generator');
  if ('what' in found) return { models: null, faults: [found] };
  const companions = (['encoder', 'translator'] as const).map((kind) => {
    const companion = parsed.default[kind];
    return companion === undefined ? null : resolve(parsed, path, companion, kind);
  });
  const all = [found, ...companions];
  const faults = all.flatMap((one) => (one === null ? [] : 'what' in one ? [one] : missingFiles(one)));
  if (faults.length > 0) return { models: null, faults };
  const [encoder, translator] = companions as (ModelEntry | null)[];
  const fits = (one: ModelEntry | null | undefined) =>
    one && one.layers === found.layers && one.wDim === found.wDim ? one : null;
  return { models: { generator: found, encoder: fits(encoder), translator: fits(translator) }, faults: [] };
}

/** Hashes every file of the set and lists those that differ from the manifest. */
export function verifyFiles(models: ModelSet): ConfigFault[] {
  return [models.generator, models.encoder, models.translator].flatMap((model) =>
    Object.values(model?.files ?? {}).flatMap((one): ConfigFault[] => {
      const sum = createHash('sha256').update(readFileSync(one.path)).digest('hex');
      if (sum === one.sha256) return [];
      const remedy = 'restore the file from the repository, or put the new hash into models/manifest.json';
      return [{ path: one.path, what: `has SHA-256 ${sum}, the manifest says ${one.sha256}`, remedy }];
    }),
  );
}

function readManifest(path: string): z.infer<typeof manifest> | ConfigFault {
  const remedy = 'restore models/manifest.json from the repository or name another with generator.manifest';
  if (!existsSync(path)) return { path, what: 'does not exist', remedy };
  try {
    return manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { path, what, remedy };
  }
}

function resolve(
  from: z.infer<typeof manifest>,
  path: string,
  name: string,
  kind: ModelEntry['kind'],
): ModelEntry | ConfigFault {
  const model = from.models[name];
  const known = Object.keys(from.models).filter((one) => from.models[one]!.kind === kind);
  const remedy = `choose one of: ${known.join(', ') || '(none)'}`;
  if (!model || model.kind !== kind)
    return { path: `${path}: ${kind}`, what: `there is no ${kind} "${name}"`, remedy };
  const files = Object.fromEntries(
    Object.entries(model.files).map(([role, one]) => [role, { ...one, path: join(dirname(path), one.path) }]),
  );
  return { ...model, files, name };
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
