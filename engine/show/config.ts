import { z } from 'zod';
import { boardsOf, fusionOf } from './board-config.ts';
import { boardFaults, looseBoardFaults } from './board-faults.ts';
import type { ConfigFault } from './config-fault.ts';
import { type Config, configSchema, type ParsedConfig, paramValues } from './config-schema.ts';
import { eventTypes, isWanted } from './events.ts';
import { DAYS } from './hours.ts';
import { bounded, isParam, params } from './params.ts';

export type { ConfigFault } from './config-fault.ts';

/** Parses a configuration whole: either the config or every fault in it at once. */
export function parseConfig(
  data: unknown,
): { config: Config; faults: [] } | { config: null; faults: ConfigFault[] } {
  const parsed = configSchema.safeParse(data);
  const faults = parsed.success
    ? crossFaults(parsed.data)
    : [...issueFaults(parsed.error), ...looseFaults(data)];
  if (parsed.success && faults.length === 0) return { config: preset(withBoards(parsed.data)), faults: [] };
  return { config: null, faults };
}

function withBoards({ board, boards, fusion, ...rest }: ParsedConfig): Config {
  const given = { board, boards, fusion };
  return { ...rest, boards: boardsOf(given), fusion: fusionOf(given) } as Config;
}

/** One day, in which a school may still erase by hand what it does not want to wait for. */
const EDUCATION_RETENTION_DAYS = 1;

/** What the one-switch presets mean in single settings. */
function preset(config: Config): Config {
  const { education } = config.visit;
  const fictionalOnly = education || config.visit.fictionalOnly;
  const { guesses, classifiers, approval } = config.visit;
  const days = config.archive.retentionDays;
  return {
    ...config,
    visit: {
      ...config.visit,
      fictionalOnly,
      approval: education || approval,
      guesses: fictionalOnly ? [] : guesses,
      classifiers: fictionalOnly ? classifiers.filter(({ sees }) => sees !== 'face') : classifiers,
    },
    archive: {
      ...config.archive,
      retentionDays:
        education && (days === 0 || days > EDUCATION_RETENTION_DAYS) ? EDUCATION_RETENTION_DAYS : days,
    },
  };
}

/** What the schema alone cannot say, on a config whose shape is right. */
function crossFaults(config: ParsedConfig): ConfigFault[] {
  return [
    ...boardFaults(config),
    ...paramFaults(config.params, 'params'),
    ...Object.entries(config.scenes).flatMap(([name, scene]) => paramFaults(scene, `scenes.${name}`)),
    ...Object.entries(config.cues).flatMap(([name, cue]) => cueFaults(name, cue.scene, config.scenes)),
    ...hoursFaults(config.hours),
    ...classifierFaults(config.visit.classifiers),
    ...config.osc.targets.flatMap(({ only = [] }, i) => filterFaults(only, `osc.targets.${i}.only`)),
  ];
}

/** The same checks where the shape is wrong elsewhere, so that all faults are listed in one go. */
function looseFaults(data: unknown): ConfigFault[] {
  const turned = z.looseObject({ params: paramValues }).safeParse(data).data?.params;
  return [...looseBoardFaults(data), ...(turned ? paramFaults(turned, 'params') : [])];
}

function hoursFaults(hours: ParsedConfig['hours']): ConfigFault[] {
  if (!hours) return [];
  const { except, open, close } = hours;
  const spans = Object.entries(except).map(([key, span]) => [`hours.except.${key}`, span] as const);
  const same = ([['hours', { open, close }], ...spans] as const)
    .filter(([, span]) => span && span.open === span.close)
    .map(([path]) => ({
      path: `${path}.close`,
      what: 'is when it opens',
      remedy: 'give another time; 00:00 to 23:59, or no hours at all, is always open',
    }));
  const strange = Object.keys(except)
    .filter((key) => !isDay(key))
    .map((key) => ({
      path: `hours.except.${key}`,
      what: 'is no day',
      remedy: `name one of ${DAYS.join(', ')}, or a date such as 2027-12-24`,
    }));
  return [...same, ...strange];
}

function isDay(key: string): boolean {
  return DAYS.some((day) => day === key) || z.iso.date().safeParse(key).success;
}

function filterFaults(only: readonly string[], path: string): ConfigFault[] {
  const kinds = [...new Set(eventTypes.map((type) => `${type.split('/')[0]}/*`))];
  return only
    .filter((pattern) => !eventTypes.some((type) => isWanted(pattern, type)))
    .map((pattern) => ({
      path,
      what: `"${pattern}" is no event`,
      remedy: `name one as the README lists them, or a kind: ${kinds.join(', ')}`,
    }));
}

/** What no machine of this house may claim to read from a person, in the languages of the pages. */
const UNSPEAKABLE =
  /(?<!\p{L})(race|racial|rasse|raza|origin|origine|origen|herkunft|nationality|nationalität|nationalité|nacionalidad|(ethni|étni|ethno|etni)\p{L}*|reli[gj]i\p{L}*|polit\p{L}*|polít\p{L}*|(sexual )?orient(ation|ierung|ación)|sexuality|sexualität|sexualité|sexualidad)(?!\p{L})|种族|民族|国籍|宗教|政治|性取向/iu;

function classifierFaults(classifiers: ParsedConfig['visit']['classifiers']): ConfigFault[] {
  return classifiers.flatMap(({ name }, i): ConfigFault[] => {
    const path = `visit.classifiers.${i}.name`;
    const remedy = 'the piece infers no origin, religion, politics or orientation; name something else';
    if (UNSPEAKABLE.test(name))
      return [{ path, what: `"${name}" is nothing to be read from people`, remedy }];
    if (classifiers.findIndex((one) => one.name === name) === i) return [];
    return [{ path, what: `"${name}" is there twice`, remedy: 'give each classifier its own name' }];
  });
}

function paramFaults(given: Record<string, number | string>, path: string): ConfigFault[] {
  return Object.entries(given).flatMap(([name, value]): ConfigFault[] => {
    const where = `${path}.${name}`;
    if (!isParam(name))
      return [
        { path: where, what: 'is no parameter', remedy: `use one of ${Object.keys(params).join(', ')}` },
      ];
    if (bounded(name, value) === value) return [];
    const spec = params[name];
    const allowed = spec.kind === 'choice' ? spec.options.join(' | ') : `${spec.min} to ${spec.max}`;
    return [{ path: where, what: `${JSON.stringify(value)} is not allowed`, remedy: `give ${allowed}` }];
  });
}

function cueFaults(name: string, scene: string | undefined, scenes: Record<string, unknown>): ConfigFault[] {
  if (scene === undefined || Object.hasOwn(scenes, scene)) return [];
  const remedy = `add it under scenes or name one of: ${Object.keys(scenes).join(', ') || '(none yet)'}`;
  return [{ path: `cues.${name}.scene`, what: `there is no scene "${scene}"`, remedy }];
}

function issueFaults(error: z.ZodError): ConfigFault[] {
  return error.issues.flatMap((issue): ConfigFault[] => {
    const path = issue.path.join('.') || '(top level)';
    if (issue.code !== 'unrecognized_keys')
      return [
        { path, what: issue.message, remedy: 'correct the value; the README lists what each key takes' },
      ];
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      what: 'is not a known key',
      remedy: 'check the spelling or remove it',
    }));
  });
}
