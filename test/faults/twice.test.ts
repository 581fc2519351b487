import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort, type RunningShow, startShow, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const { folder, remove } = temporaryFolder();
const data = join(folder, 'data');
const shows: RunningShow[] = [];
afterAll(async () => {
  for (const show of shows) await show.end('SIGKILL');
  remove();
});

async function started(): Promise<RunningShow> {
  const show = await startShow(await freePort(), ['--data', data]);
  shows.push(show);
  return show;
}

async function stateOf({ url }: RunningShow): Promise<{ births: number; faults: { code: string }[] }> {
  return (await (await fetch(`${url}/api/state`)).json()).state;
}

test('a second show on the same archive is refused and does the first no harm; a killed one leaves it free', {
  timeout: 120_000,
}, async () => {
  const first = await started();
  const args = ['--import', 'tsx', 'engine/main.ts', '--port', String(await freePort()), '--data', data];
  const second = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 60_000 });
  expect(second.status).toBe(1);
  expect(second.stderr).toContain(`data: another show is running on ${data}`);
  expect(second.stderr).toContain('remedy: ');
  const { births } = await stateOf(first);
  await until(async () => (await stateOf(first)).births > births + 2, 'births to go on', 60_000);
  expect((await stateOf(first)).faults.map(({ code }) => code)).not.toContain('archive-failed');

  await first.end('SIGKILL');
  expect(existsSync(join(data, 'archive.hold'))).toBe(true);
  const third = await started();
  expect((await stateOf(third)).births).toBeGreaterThan(births);
});
