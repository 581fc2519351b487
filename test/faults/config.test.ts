import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const { folder, remove } = temporaryFolder();
const taken = createServer();
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  port = (taken.address() as { port: number }).port;
});
afterAll(() => {
  taken.close();
  remove();
});

function start(config: unknown, ...args: string[]) {
  const file = join(folder, 'config.json');
  const data = join(folder, 'data');
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  const all = ['--import', 'tsx', 'engine/main.ts', '--config', file, '--data', data, ...args];
  const { status, stderr } = spawnSync(process.execPath, all, {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stderr, opened: existsSync(data) };
}

test('a bad configuration: every fault at once, with path and remedy, and nothing is opened', () => {
  const sensor = { name: 'door', kind: 'ultrasonic', pin: 7, nearCm: 200, farCm: 100 };
  const { status, stderr, opened } = start({ wbe: {}, board: { sensors: [sensor] }, params: { tempo: 99 } });
  expect(status).toBe(2);
  expect(stderr).toContain('3 to correct');
  for (const path of ['wbe', 'board.sensors.0.farCm', 'params.tempo'])
    expect(stderr).toContain(`  ${path}: `);
  expect(stderr.match(/remedy: /g)).toHaveLength(3);
  expect(opened).toBe(false);
});

test('a model that is missing and a port that is taken are listed together', () => {
  const { status, stderr, opened } = start({ generator: { model: 'colossus' } }, '--port', String(port));
  expect(status).toBe(2);
  expect(stderr).toContain('there is no generator "colossus"');
  expect(stderr).toContain(`web.port: ${port} is already in use`);
  expect(opened).toBe(false);
});

test.each([
  ['no JSON', '{"show": ', []],
  ['an unknown option', {}, ['--colour', 'red']],
  ['a port that is none', {}, ['--port', 'many']],
])('%s', (_, config, args) => {
  const { status, stderr, opened } = start(config, ...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(/remedy: /);
  expect(opened).toBe(false);
});
