import type { Request, Response, Router } from 'express';
import { Refusal } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';
import type { OscPeer } from './options.ts';
import { ATTRIBUTES, addressTree, nodeAt } from './oscquery-tree.ts';

/**
 * OSCQuery 1.0: what can be sent by OSC, with its range and present value, at `/oscquery` and below. Tools that were
 * told of the show by zeroconf know nothing of that and ask at the root: there whoever does not ask for a page is answered too.
 */
export function oscQueryRoute(router: Router, stage: Stage, osc: OscPeer | null): void {
  const answer = (req: Request, res: Response, path: readonly string[]) => {
    res.set('Cache-Control', 'no-store');
    const [query] = Object.keys(req.query);
    if (query === 'HOST_INFO') return void res.json(hostInfo(stage.state().show, osc));
    const node = nodeAt(addressTree(stage.state(), stage.now()), path);
    if (!node)
      throw new Refusal(404, 'unknown-address', 'There is no such OSC address.', 'Start at /oscquery.');
    if (query === undefined) return void res.json(node);
    const attribute = ATTRIBUTES.find((one) => one === query);
    if (!attribute || node[attribute] === undefined) return void res.status(204).end();
    res.json({ [attribute]: node[attribute] });
  };
  const below = (req: Request) => (req.params as { path?: string[] }).path ?? [];
  router
    .route('/oscquery{/*path}')
    .get((req, res) => answer(req, res, below(req)))
    .all(onlyMethods('GET'));
  router
    .route('/mishmash{/*path}')
    .get((req, res) => answer(req, res, ['mishmash', ...below(req)]))
    .all(onlyMethods('GET'));
  router.get('/', (req, res, next) => {
    if (req.headers.accept?.includes('text/html')) next();
    else answer(req, res, []);
  });
}

function hostInfo(show: string, osc: OscPeer | null): object {
  const address = osc ? { OSC_PORT: osc.port, OSC_TRANSPORT: 'UDP' } : {};
  const extensions = { ACCESS: true, VALUE: true, RANGE: true, DESCRIPTION: true, LISTEN: osc !== null };
  return { NAME: show, ...address, EXTENSIONS: extensions };
}
