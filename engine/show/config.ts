import { z } from 'zod';
import { type Config, configSchema, type ParsedConfig, paramValues, sensorSchema } from './config-schema.ts';
import { eventTypes, isWanted } from './events.ts';
import { bounded, isParam, params } from './params.ts';

/** One thing wrong with a configuration: where, what, and what to do about it. */
export interface ConfigFault {
  path: string;
  what: string;
  remedy: string;
}

/** Parses a configuration whole: either the config or every fault in it at once. */
export function parseConfig(
  data: unknown,
): { config: Config; faults: [] } | { config: null; faults: ConfigFault[] } {
  const parsed = configSchema.safeParse(data);
  const faults = parsed.success
    ? crossFaults(parsed.data)
    : [...issueFaults(parsed.error), ...looseFaults(data)];
  if (parsed.success && faults.length === 0) return { config: preset(parsed.data as Config), faults: [] };
  return { config: null, faults };
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
    ...config.board.sensors.flatMap((one, i) => distanceFaults(one.nearCm, one.farCm, `board.sensors.${i}`)),
    ...paramFaults(config.params, 'params'),
    ...Object.entries(config.scenes).flatMap(([name, scene]) => paramFaults(scene, `scenes.${name}`)),
    ...Object.entries(config.cues).flatMap(([name, cue]) => cueFaults(name, cue.scene, config.scenes)),
    ...classifierFaults(config.visit.classifiers),
    ...config.osc.targets.flatMap(({ only = [] }, i) => filterFaults(only, `osc.targets.${i}.only`)),
    ...(config.board.driver === 'serial' && !config.board.path
      ? [
          {
            path: 'board.path',
            what: 'is missing',
            remedy: 'name the serial port of the board, e.g. "/dev/ttyACM0"',
          },
        ]
      : []),
  ];
}

/** The same checks where the shape is wrong elsewhere, so that all faults are listed in one go. */
function looseFaults(data: unknown): ConfigFault[] {
  const part = z.looseObject({
    board: z
      .looseObject({ sensors: z.array(z.unknown()) })
      .optional()
      .catch(undefined),
  });
  const sensors = part.safeParse(data).data?.board?.sensors ?? [];
  const found = sensors.flatMap((one, i) => {
    const parsed = sensorSchema.loose().safeParse(one).data;
    return parsed ? distanceFaults(parsed.nearCm, parsed.farCm, `board.sensors.${i}`) : [];
  });
  const turned = z.looseObject({ params: paramValues }).safeParse(data).data?.params;
  return [...found, ...(turned ? paramFaults(turned, 'params') : [])];
}

function distanceFaults(nearCm: number, farCm: number, path: string): ConfigFault[] {
  if (farCm >= nearCm) return [];
  const remedy = `make farCm at least nearCm (${nearCm}), so that a person at the edge does not flicker`;
  return [{ path: `${path}.farCm`, what: `${farCm} is below nearCm`, remedy }];
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
