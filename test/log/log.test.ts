import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { openLogFile } from '../../engine/log/file.ts';
import { openLog } from '../../engine/log/log.ts';
import { testStage } from '../hardware/stage.ts';
import { temporaryFolder, until } from '../tools/show.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);
const NOON = Date.UTC(2027, 0, 1, 12);
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

function opened(name: string, level: 'error' | 'info' = 'info') {
  const printed: string[] = [];
  const log = openLog({
    folder: join(folder, name),
    config: { level, files: 3 },
    now: () => NOON,
    print: (text) => printed.push(text),
  });
  const { stage } = testStage();
  return { log, stage, edge: log.follow(stage), printed, file: join(folder, name, 'show.log') };
}

test('a line is a JSON object that says when, how bad, where, what and why', async () => {
  const { log, stage, edge, printed, file } = opened('lines');
  log.say('warn', 'generator', 'tour-128 is down', 'exit code 9');
  stage.tell({ type: 'blackout/set', on: 1 }, 'desk \u001b[2JAda');
  log.error('web', new Error('a socket broke'));
  await edge.stop();
  const at = new Date(NOON).toISOString();
  expect(linesOf(file)).toEqual([
    { level: 'warn', at, part: 'generator', reason: 'exit code 9', what: 'tour-128 is down' },
    {
      ...{ level: 'info', at, part: 'blackout', what: 'blackout/set', fact: { on: 1 } },
      reason: 'asked for by desk \u001b[2JAda',
    },
    {
      ...{ level: 'error', at, part: 'web', what: 'failed', reason: 'a socket broke' },
      stack: expect.stringContaining('log.test.ts'),
    },
  ]);
  expect(printed[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}generator: tour-128 is down \(exit code 9\)\n$/);
  expect(printed[1]).toContain('blackout: blackout/set 1 (asked for by desk  [2JAda)');
  expect(edge.health()).toMatchObject({ ok: true, figures: { level: 'info', lost: 0 } });
});

test('the level is turned while the show runs', async () => {
  const { log, stage, edge, file } = opened('level', 'error');
  const turn = () => stage.tell({ type: 'param/turned', param: 'tempo', value: 2 });
  turn();
  log.setLevel('debug');
  turn();
  log.setLevel('info');
  turn();
  expect(log.level()).toBe('info');
  await edge.stop();
  expect(linesOf(file)).toHaveLength(1);
});

test('10 MB are put by and packed, and no more files are kept than are asked for', async () => {
  const { log, edge, file } = opened('rotated');
  const reason = 'x'.repeat(100_000);
  const packed = () => readdirSync(join(folder, 'rotated')).filter((name) => name.endsWith('.gz'));
  for (let megabytes = 0; megabytes < 55; megabytes++) {
    for (let i = 0; i < 10; i++) log.say('info', 'test', String(megabytes), reason);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await until(() => packed().length === 3, 'three packed files');
  expect(edge.health().figures.lost).toBe(0);
  await edge.stop();
  const text = gunzipSync(readFileSync(join(folder, 'rotated', packed().sort()[0]!))).toString();
  expect(text.length).toBeGreaterThan(9_000_000);
  expect(text.length).toBeLessThan(13_000_000);
  expect(readFileSync(file).length).toBeLessThan(13_000_000);
}, 60_000);

test('a folder that cannot be written costs lines and nothing else; it is tried again', async () => {
  const blocked = join(folder, 'blocked');
  writeFileSync(blocked, 'a file where the folder should be');
  let clock = 0;
  const file = openLogFile(blocked, 3, () => clock);
  file.write('first\n');
  await until(() => file.trouble() !== null, 'the trouble to be noticed');
  file.write('second\n');
  expect(file.lost()).toBe(1);
  rmSync(blocked);
  mkdirSync(blocked);
  clock = 60_000;
  file.write('third\n');
  await until(() => existsSync(join(blocked, 'show.log')), 'the file');
  await file.end();
  expect(readFileSync(join(blocked, 'show.log'), 'utf8')).toBe('third\n');
  expect(file.trouble()).toBeNull();
});
