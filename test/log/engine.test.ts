import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

interface Line {
  level: string;
  part: string;
  what: string;
  reason: string;
}

test('the log of a running show: what happened and why, at the level that is asked for', async () => {
  const show = await startShow(await freePort(), ['--data', folder]);
  const lines = () =>
    readFileSync(join(folder, 'logs/show.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line): Line => JSON.parse(line));
  const births = () => lines().filter(({ what }) => what === 'creature/born');
  const turn = (body: object) =>
    fetch(`${show.url}/api/log/level`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const state = async () => (await (await fetch(`${show.url}/api/state`)).json()).state;

  await until(async () => (await state()).births > 2, 'births');
  const before = lines();
  expect(before.find(({ what }) => what === 'show/opened')).toMatchObject({ level: 'info', part: 'show' });
  expect(before.filter(({ reason }) => !reason)).toEqual([]);
  expect(births()).toEqual([]);

  const refused = await turn({ level: 'loud' });
  expect(refused.status).toBe(400);
  expect((await refused.json()).remedy).toContain('debug');
  expect(await (await turn({ level: 'debug' })).json()).toEqual({ level: 'debug' });
  await until(() => births().length > 0, 'births in the log');
  expect(births()[0]!.reason).toMatch(/^bred from \d+ and \d+$/);
  const { edges } = await (await fetch(`${show.url}/health`)).json();
  expect(edges.log.figures.level).toBe('debug');

  await turn({ level: 'info' });
  const known = births().length;
  const born = (await state()).births;
  await until(async () => (await state()).births > born + 2, 'births to go on');
  expect(births().length - known).toBeLessThan(2);

  expect(await show.end()).toBe(0);
  expect(lines().at(-1)).toMatchObject({ what: 'show/closed', reason: 'the engine was told to end' });
  // For people, on the terminal, the same.
  expect(show.output()).toMatch(/\d\d:\d\d:\d\d info {2}show: show\/closed .*\(the engine was told to end\)/);
}, 120_000);
