import type { Router } from 'express';
import { type ParamName, type ParamSpec, paramNames, params } from '../show/params.ts';
import { Refusal } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import type { State } from '../show/state.ts';
import { onlyMethods } from './errors.ts';

/** A node of an OSCQuery address space. */
interface Node {
  FULL_PATH: string;
  DESCRIPTION?: string;
  /** 0 container, 1 read, 2 write, 3 both. */
  ACCESS: number;
  TYPE?: string;
  VALUE?: (number | string | boolean)[];
  RANGE?: object[];
  CONTENTS?: Record<string, Node>;
}

const ATTRIBUTES = ['FULL_PATH', 'DESCRIPTION', 'ACCESS', 'TYPE', 'VALUE', 'RANGE', 'CONTENTS'] as const;

/** GET /oscquery and the addresses below it: what can be sent by OSC, with its range and present value. */
export function oscQueryRoute(router: Router, stage: Stage, oscPort: number | null): void {
  router
    .route('/oscquery{/*path}')
    .get((req, res) => {
      res.set('Cache-Control', 'no-store');
      const [query] = Object.keys(req.query);
      if (query === 'HOST_INFO') return void res.json(hostInfo(stage.state().show, oscPort));
      const path = (req.params as { path?: string[] }).path ?? [];
      const node = path.reduce<Node | undefined>((at, name) => child(at, name), tree(stage.state()));
      if (!node) throw unknownNode();
      if (query === undefined) return void res.json(node);
      const attribute = ATTRIBUTES.find((one) => one === query);
      if (!attribute || node[attribute] === undefined) return void res.status(204).end();
      res.json({ [attribute]: node[attribute] });
    })
    .all(onlyMethods('GET'));
}

function hostInfo(show: string, oscPort: number | null): object {
  const osc = oscPort === null ? {} : { OSC_PORT: oscPort, OSC_TRANSPORT: 'UDP' };
  return { NAME: show, ...osc, EXTENSIONS: { ACCESS: true, VALUE: true, RANGE: true, DESCRIPTION: true } };
}

function tree(state: State): Node {
  const root = '/mishmash';
  const contents = {
    param: branch(`${root}/param`, paramNames, (name) => paramNode(`${root}/param/${name}`, name, state)),
    scene: branch(`${root}/scene`, Object.keys(state.scenes), (name) =>
      order(`${root}/scene/${name}`, 'f', 'Recalls the scene; morph time in ms.', { MIN: 0 }),
    ),
    cue: branch(`${root}/cue`, Object.keys(state.cues), (name) =>
      order(`${root}/cue/${name}`, 'N', 'Fires the cue.'),
    ),
    blackout: flag(`${root}/blackout`, state.blackout, 'Darkens the wall.'),
    freeze: flag(`${root}/freeze`, state.freeze, 'Stops births and visits.'),
  };
  const all: Node = { FULL_PATH: root, ACCESS: 0, CONTENTS: contents };
  return { FULL_PATH: '/', ACCESS: 0, DESCRIPTION: state.show, CONTENTS: { mishmash: all } };
}

function branch<N extends string>(path: string, names: readonly N[], node: (name: N) => Node): Node {
  return {
    FULL_PATH: path,
    ACCESS: 0,
    CONTENTS: Object.fromEntries(names.map((name) => [name, node(name)])),
  };
}

function paramNode(path: string, name: ParamName, state: State): Node {
  const spec: ParamSpec = params[name];
  const range = spec.kind === 'number' ? { MIN: spec.min, MAX: spec.max } : { VALS: [...spec.options] };
  return {
    FULL_PATH: path,
    DESCRIPTION: spec.sentence,
    ACCESS: 3,
    TYPE: spec.kind === 'number' ? 'f' : 's',
    VALUE: [state.params[name]],
    RANGE: [range],
  };
}

function order(path: string, type: string, description: string, range?: object): Node {
  return {
    FULL_PATH: path,
    DESCRIPTION: description,
    ACCESS: 2,
    TYPE: type,
    ...(range ? { RANGE: [range] } : {}),
  };
}

function flag(path: string, on: boolean, description: string): Node {
  const range = [{ MIN: 0, MAX: 1 }];
  return {
    FULL_PATH: path,
    DESCRIPTION: description,
    ACCESS: 3,
    TYPE: 'i',
    VALUE: [Number(on)],
    RANGE: range,
  };
}

function child(node: Node | undefined, name: string): Node | undefined {
  const contents = node?.CONTENTS;
  return contents && Object.hasOwn(contents, name) ? contents[name] : undefined;
}

function unknownNode(): Refusal {
  return new Refusal(404, 'unknown-address', 'There is no such OSC address.', 'Start at /oscquery.');
}
