import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const { folder, remove } = temporaryFolder();
afterAll(remove);

function replay(...args: string[]) {
  const all = ['--import', 'tsx', 'engine/replay.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: root, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

test('an evening replays from its journal to the same wall and the same genomes', async () => {
  const config = join(folder, 'config.json');
  const data = join(folder, 'data');
  writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params: { tempo: 20, columns: 5 } }));
  const show = await startShow(await freePort(), ['--config', config, '--data', data, '--seed', '7']);
  const births = async () => (await (await fetch(`${show.url}/api/state`)).json()).state.births as number;
  await until(async () => (await births()) > 40, 'some births', 60_000);
  expect(await show.end()).toBe(0);

  const score = join(folder, 'evening.ndjson');
  const fromArchive = replay(data, '--export', score);
  expect(fromArchive.text).toMatch(
    /genomes bred again: (4\d|[5-9]\d|\d{3}) the same as in the archive, 0 different/,
  );
  expect(fromArchive.status).toBe(0);
  const fromScore = replay(score);
  const wall = /the wall at the end: (\w+)/;
  expect(wall.exec(fromScore.text)?.[1]).toBe(wall.exec(fromArchive.text)![1]);
  expect(fromScore.text).toMatch(/ 0 not to be known/);

  writeFileSync(score, '{"revision":1,"at":2,"event":{"type":"button/smashed"}}\n');
  const broken = replay(score, '--skip-genomes');
  expect(broken.status).toBe(2);
  expect(broken.text).toContain(`${score}, line 1`);
}, 120_000);
