import { type ParamName, type ParamSpec, type Params, paramNames, params } from '../show/params.ts';
import { paramsAt } from '../show/scenes.ts';
import type { State } from '../show/state.ts';

/** A node of an OSCQuery address space. */
export interface Node {
  FULL_PATH: string;
  DESCRIPTION?: string;
  /** 0 container, 1 read, 2 write, 3 both. */
  ACCESS: number;
  TYPE?: string;
  VALUE?: (number | string | boolean)[];
  RANGE?: object[];
  CONTENTS?: Record<string, Node>;
}

export const ATTRIBUTES = [
  'FULL_PATH',
  'DESCRIPTION',
  'ACCESS',
  'TYPE',
  'VALUE',
  'RANGE',
  'CONTENTS',
] as const satisfies readonly (keyof Node)[];

const ROOT = '/mishmash';
const ON = { MIN: 0, MAX: 1 };

/** Everything that can be sent by OSC, with the values that are heard and seen at `now`. */
export function addressTree(state: State, now: number): Node {
  const values = paramsAt(state, now);
  const contents = {
    param: branch('param', paramNames, (path, name) => paramNode(path, name, values)),
    scene: branch('scene', Object.keys(state.scenes), (path) =>
      order(path, 'f', 'Recalls the scene; morph time in ms.', { MIN: 0 }),
    ),
    cue: branch('cue', Object.keys(state.cues), (path) => order(path, 'N', 'Fires the cue.')),
    go: order(`${ROOT}/go`, 'N', 'Fires the cue that is next.'),
    steer: order(
      `${ROOT}/steer`,
      'sf',
      'Turns what is bred along a direction.',
      { VALS: state.directions },
      {
        MIN: -3,
        MAX: 3,
      },
    ),
    blackout: flag('blackout', state.blackout, 'Darkens the wall.'),
    freeze: flag('freeze', state.freeze, 'Stops births and visits.'),
    lock: flag('lock', state.desk.locked, 'Locks the desks.'),
    button: branch('button', ['press'], (path) => order(path, 'N', 'Presses the big button.')),
    presence: branch('presence', ['enter', 'leave'], (path, name) =>
      order(path, 's', `Somebody ${name}s, seen by the sensor named.`),
    ),
  };
  const all: Node = { FULL_PATH: ROOT, ACCESS: 0, CONTENTS: contents };
  return { FULL_PATH: '/', ACCESS: 0, DESCRIPTION: state.show, CONTENTS: { mishmash: all } };
}

/** The node at a path; undefined where there is none. */
export function nodeAt(root: Node, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((node, name) => {
    const contents = node?.CONTENTS;
    return contents && Object.hasOwn(contents, name) ? contents[name] : undefined;
  }, root);
}

function branch<N extends string>(
  kind: string,
  names: readonly N[],
  node: (path: string, name: N) => Node,
): Node {
  const path = `${ROOT}/${kind}`;
  const contents = Object.fromEntries(names.map((name) => [name, node(`${path}/${name}`, name)]));
  return { FULL_PATH: path, ACCESS: 0, CONTENTS: contents };
}

function paramNode(path: string, name: ParamName, values: Params): Node {
  const spec: ParamSpec = params[name];
  const range = spec.kind === 'number' ? { MIN: spec.min, MAX: spec.max } : { VALS: [...spec.options] };
  return {
    FULL_PATH: path,
    DESCRIPTION: spec.sentence,
    ACCESS: 3,
    TYPE: spec.kind === 'number' ? 'f' : 's',
    VALUE: [values[name]],
    RANGE: [range],
  };
}

function order(path: string, type: string, description: string, ...ranges: object[]): Node {
  const range = ranges.length > 0 ? { RANGE: ranges } : {};
  return { FULL_PATH: path, DESCRIPTION: description, ACCESS: 2, TYPE: type, ...range };
}

function flag(name: string, on: boolean, description: string): Node {
  return {
    FULL_PATH: `${ROOT}/${name}`,
    DESCRIPTION: description,
    ACCESS: 3,
    TYPE: 'i',
    VALUE: [Number(on)],
    RANGE: [ON],
  };
}
