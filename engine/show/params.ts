/** The one registry of parameters: desk, OSC, OSCQuery, scenes, config and docs are all built from it. */

interface Numeric {
  kind: 'number';
  min: number;
  max: number;
  default: number;
  step: number;
  unit: string;
  group: Group;
  sentence: string;
}

interface Choice {
  kind: 'choice';
  options: readonly string[];
  default: string;
  unit: '';
  group: Group;
  sentence: string;
}

export type Group = 'breeding' | 'kingdoms' | 'wall' | 'visit' | 'room';
export type ParamSpec = Numeric | Choice;
export type ParamValue = number | string;

const number = (
  min: number,
  max: number,
  value: number,
  step: number,
  unit: string,
  group: Group,
  sentence: string,
): Numeric => ({ kind: 'number', min, max, default: value, step, unit, group, sentence });

export const TRANSITIONS = ['crossfade', 'morph', 'mitosis', 'scan', 'dissolve'] as const;

export const params = {
  tempo: number(0, 30, 1, 0.1, '1/s', 'breeding', 'Births per second.'),
  psi: number(
    0,
    1.5,
    0.8,
    0.01,
    '',
    'breeding',
    'Truncation: 0 is the average creature, above 1 exaggerates.',
  ),
  mutation: number(0, 1, 0.25, 0.01, '', 'breeding', 'How far a child turns toward a fresh latent.'),
  crossover: number(
    0,
    1,
    0.5,
    0.01,
    'of layers',
    'breeding',
    'Share of coarse layers taken from the first parent.',
  ),
  newcomers: number(0, 1, 0.1, 0.01, '', 'breeding', 'Share of births without parents on the wall.'),
  diversity: number(0, 1, 0.5, 0.01, '', 'breeding', 'Pressure toward creatures unlike the others.'),
  ancestors: number(0, 1, 0.3, 0.01, '', 'breeding', 'Weight of visitors as parents.'),
  human: number(0, 1, 0.5, 0.01, '', 'kingdoms', 'Weight of the human kingdom.'),
  machine: number(0, 1, 0.5, 0.01, '', 'kingdoms', 'Weight of the machine kingdom.'),
  cell: number(0, 1, 0.5, 0.01, '', 'kingdoms', 'Weight of the cell kingdom.'),
  inbetween: number(
    -1,
    32,
    -1,
    1,
    'frames',
    'wall',
    'In-between frames per birth; -1 spends what time is left.',
  ),
  transition: {
    kind: 'choice',
    options: TRANSITIONS,
    default: 'crossfade',
    unit: '',
    group: 'wall',
    sentence: 'How a child takes the place of the dying.',
  },
  transitionMs: number(100, 5000, 900, 10, 'ms', 'wall', 'How long a birth takes on the wall.'),
  breath: number(0, 1, 0.2, 0.01, '', 'wall', 'How much the creatures move while they hang.'),
  columns: number(4, 40, 16, 1, 'cells', 'wall', 'Cells across the wall.'),
  labels: number(0, 1, 1, 0.01, '', 'wall', 'Strength of the labels.'),
  lineage: number(0, 1, 0.5, 0.01, '', 'wall', 'Strength of the threads from parents to child.'),
  memorial: number(
    0,
    1,
    0,
    0.01,
    '',
    'wall',
    'Visitors only: they come back from the archive, the others fade.',
  ),
  attract: number(0, 10, 1, 0.1, '1/min', 'wall', 'Specimens that step forward while nobody is there.'),
  likeness: number(0, 1, 0.6, 0.01, '', 'visit', 'How much of the visitor stays in the hybrid.'),
  brightness: number(0, 1, 1, 0.01, '', 'room', 'Brightness of the wall.'),
  captions: number(0, 1, 0.6, 0.01, '', 'room', 'Strength of the words for what is heard.'),
  volume: number(0, 1, 0.6, 0.01, '', 'room', 'Loudness of the sound.'),
} as const satisfies Record<string, ParamSpec>;

export type ParamName = keyof typeof params;
export const paramNames = Object.keys(params) as ParamName[];

type ValueOf<S> = S extends { options: readonly (infer O)[] } ? O : number;
export type Params = { [K in ParamName]: ValueOf<(typeof params)[K]> };

/** Whether `name` is in the registry. */
export function isParam(name: string): name is ParamName {
  return Object.hasOwn(params, name);
}

export function defaultParams(): Params {
  return Object.fromEntries(paramNames.map((name) => [name, params[name].default])) as Params;
}

/** The nearest allowed value, or undefined where `value` cannot be one (NaN, an unknown choice). */
export function bounded(name: ParamName, value: unknown): ParamValue | undefined {
  const spec: ParamSpec = params[name];
  if (spec.kind === 'choice') return spec.options.find((option) => option === value);
  if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  return spec.step === 1 ? Math.round(clamped) : clamped;
}
