import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ConfigFault, parseConfig } from './show/config.ts';
import type { Config } from './show/config-schema.ts';
import { messageOf } from './show/log.ts';

const OPTIONS = {
  config: { type: 'string' },
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  watched: { type: 'boolean' },
} as const;

type Given = Partial<Record<Exclude<keyof typeof OPTIONS, 'watched'>, string>> & { watched?: boolean };
/** `watched`: whoever started the engine starts it again when it ends. */
export type Settings = { watched: boolean } & (
  | { config: Config; faults: [] }
  | { config: null; faults: ConfigFault[] }
);

/** Command line over configuration file over defaults; either the whole configuration or every fault in it. */
export function readSettings(args: readonly string[]): Settings {
  const { given, faults: argumentFaults } = readArguments(args);
  const file = given.config ?? 'show-config.json';
  const { data, faults: fileFaults } = readConfigFile(file, given.config !== undefined);
  const parsed = parseConfig(overridden(data, given));
  const faults = [...argumentFaults, ...fileFaults, ...parsed.faults];
  const watched = given.watched === true;
  return parsed.config && faults.length === 0
    ? { watched, config: parsed.config, faults: [] }
    : { watched, config: null, faults };
}

function readArguments(args: readonly string[]): { given: Given; faults: ConfigFault[] } {
  try {
    return { given: parseArgs({ args: [...args], options: OPTIONS }).values, faults: [] };
  } catch (error) {
    const remedy = 'npm start -- --config FILE --data DIR --port N --host ADDR --seed N --watched';
    return { given: {}, faults: [{ path: 'arguments', what: messageOf(error), remedy }] };
  }
}

function readConfigFile(file: string, named: boolean): { data: unknown; faults: ConfigFault[] } {
  if (!existsSync(file)) {
    const missing = { path: file, what: 'does not exist', remedy: 'name an existing file with --config' };
    return { data: {}, faults: named ? [missing] : [] };
  }
  try {
    return { data: JSON.parse(readFileSync(file, 'utf8')), faults: [] };
  } catch (error) {
    const remedy = 'correct the JSON (a missing comma or quote is the usual cause)';
    return { data: {}, faults: [{ path: file, what: messageOf(error), remedy }] };
  }
}

function overridden(data: unknown, given: Given): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const file = data as Record<string, unknown>;
  const web = typeof file.web === 'object' && file.web !== null ? file.web : {};
  const out: Record<string, unknown> = { ...file };
  if (given.data !== undefined) out.data = given.data;
  if (given.seed !== undefined) out.seed = Number(given.seed);
  const address: Record<string, unknown> = {};
  if (given.host !== undefined) address.host = given.host;
  if (given.port !== undefined) address.port = Number(given.port);
  if (Object.keys(address).length > 0) out.web = { ...web, ...address };
  return out;
}
