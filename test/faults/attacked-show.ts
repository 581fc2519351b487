import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { State } from '../../engine/show/state.ts';
import { openWallPage, type WallPage } from '../soak/wall-page.ts';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';
import { type Answer, knock } from './attacker.ts';

const PIN = 'a long and private PIN';

/** An engine that is open to the network, with a PIN and a wall of its own, for the tests of one file; `host` is its address. */
export function attackedShow(host: string) {
  const { folder, remove } = temporaryFolder();
  let show: RunningShow;
  let wall: WallPage;
  let port = 0;
  let oscPort = 0;
  let gaps: number[] = [];
  let bornAt = 0;

  beforeAll(async () => {
    [port, oscPort] = [await freePort(), await freePort()];
    const config = join(folder, 'config.json');
    const osc = { listenPort: oscPort, targets: [], announce: false };
    writeFileSync(config, JSON.stringify({ osc, params: { columns: 6 } }));
    process.env.MISHMASH_PIN = PIN;
    show = await startShow(port, ['--config', config, '--data', join(folder, 'data'), '--host', '0.0.0.0']);
    delete process.env.MISHMASH_PIN;
    await until(async () => !(await state()).wall.includes(null), 'the wall to hatch', 120_000);
    wall = openWallPage(show.url, ({ type }) => {
      if (type !== 'creature/born') return;
      if (bornAt > 0) gaps.push(performance.now() - bornAt);
      bornAt = performance.now();
    });
    await until(() => gaps.length >= 5, 'births');
  }, 240_000);
  afterAll(async () => {
    wall?.close();
    await show?.end();
    remove();
  });

  const state = async (): Promise<State> => (await (await fetch(`${show.url}/api/state`)).json()).state;
  return {
    pin: PIN,
    data: join(folder, 'data'),
    state,
    url: () => show.url,
    port: () => port,
    oscPort: () => oscPort,
    births: () => wall.births(),
    /** How far apart births were since this was asked last, in ms. */
    takeGaps(): number[] {
      const taken = gaps;
      gaps = [];
      return taken;
    },
    attack: (method: string, path: string, headers = {}, body: string | Buffer = ''): Promise<Answer> =>
      knock(host, port, method, path, headers, body),
    /** What an order could change; births go on meanwhile. */
    async played() {
      const { params, desk, scenes, blackout, freeze, hidden, projections, calibration, phase } =
        await state();
      return { params, desk, scenes, blackout, freeze, hidden, projections, calibration, phase };
    },
    atDesk: (path: string) =>
      fetch(show.url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'x-mishmash-pin': PIN },
        body: '{}',
      }),
  };
}
