import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutsOf, timeInJournal } from '../../engine/render-cuts.ts';
import { readRenderOptions } from '../../engine/render-options.ts';
import { has, hasChromium } from '../tools/has.ts';
import { freePort, startShow, temporaryFolder, until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const LIMIT_MS = 120_000;
const FPS = 10;
const FILMED_S = 4;

function replay(args: string[], path = process.env.PATH) {
  const all = ['--import', 'tsx', 'engine/replay.ts', ...args];
  const env = { ...process.env, PATH: path };
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: root, encoding: 'utf8', env });
  return { status, text: stdout + stderr };
}

/** A hash of every frame of a film, in order. */
function framesOf(film: string): string[] {
  const text = execFileSync('ffmpeg', ['-loglevel', 'error', '-i', film, '-f', 'framemd5', '-']).toString();
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)!.trim());
}

test.each([
  ['60', 60_000],
  ['1:30', 90_000],
  ['1:02:30.5', 3_750_500],
])('--to %s is %i ms', (text, ms) => {
  expect(readRenderOptions({ render: 'a.mp4', to: text })).toMatchObject({
    faults: [],
    options: { toMs: ms },
  });
});

test('all faults of the command line are told at once', () => {
  const { faults } = readRenderOptions({
    render: 'a.gif',
    size: '1921x1080',
    fps: '500',
    from: '-1',
    to: 'x',
  });
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    '--size',
    '--fps',
    '--from',
    '--to',
    '--render',
  ]);
  expect(readRenderOptions({ render: 'a.mp4', from: '10', to: '5' }).faults).toHaveLength(1);
});

test('the days between two evenings are left out, after a closing and after a kill', () => {
  const day = 86_400_000;
  const opened = (at: number) => ({ at, event: { type: 'show/opened', show: 'x' } }) as const;
  const linked = (at: number) => ({ at, event: { type: 'device/linked', device: 'sim:board' } }) as const;
  const closed = { at: 60_000, event: { type: 'show/closed', show: 'x' } } as const;
  const facts = [linked(0), opened(100), closed, linked(day), opened(day + 900), linked(day + 9000)];
  // The second evening was killed, the third one begins ten minutes later.
  const cuts = cutsOf([...facts, opened(day + 609_000), linked(day + 700_000)]);
  expect(cuts).toEqual([
    { from: 62_000, to: day - 2000 },
    { from: day + 11_000, to: day + 607_000 },
  ]);
  expect(timeInJournal(cuts, 0, 61_999)).toBe(61_999);
  expect(timeInJournal(cuts, 0, 62_000)).toBe(day - 2000);
  expect(timeInJournal(cuts, 0, 76_000)).toBe(day + 608_000);
  expect(timeInJournal(cuts, day, 10_000)).toBe(day + 10_000);
  expect(timeInJournal(cuts, 100_000, 0)).toBe(day - 2000);
});

const missing = [...(hasChromium ? [] : ['chromium']), ...(has('ffmpeg') ? [] : ['ffmpeg'])];
describe.skipIf(missing.length > 0)('an evening is filmed (needs: apt-get install chromium ffmpeg)', () => {
  const { folder, remove } = temporaryFolder();
  const data = join(folder, 'data');
  const config = join(folder, 'config.json');
  const film = (name: string) => join(folder, name);

  beforeAll(async () => {
    const params = { tempo: 6, columns: 4, transitionMs: 600 };
    writeFileSync(config, JSON.stringify({ osc: { enabled: false }, params }));
    const show = await startShow(await freePort(), ['--config', config, '--data', data, '--seed', '5']);
    const begun = Date.now();
    const births = async () => (await (await fetch(`${show.url}/api/state`)).json()).state.births as number;
    await until(async () => (await births()) > 15 && Date.now() - begun > 6000, 'an evening', 60_000);
    await show.end();
  }, LIMIT_MS);
  afterAll(remove);

  test('no frame is dropped, and the same evening is the same film', { timeout: LIMIT_MS }, () => {
    const args = ['--config', config, '--size', '320x180', '--fps', String(FPS), '--to', String(FILMED_S)];
    const [first, second] = ['a.mp4', 'b.mp4'].map((name) => {
      const { status, text } = replay([data, '--render', film(name), ...args]);
      expect(text).toContain(`${film(name)}: ${FPS * FILMED_S} frames, 4.0 s`);
      expect(status).toBe(0);
      return framesOf(film(name));
    });
    expect(first).toHaveLength(FPS * FILMED_S);
    expect(second).toEqual(first);
    // The wall breathes and gives birth: no frame stands for another once there is something to see. Where the breath
    // turns, two may be one to the film's compression; frames that were drawn twice would halve the number.
    expect(new Set(first!.slice(-20)).size).toBeGreaterThanOrEqual(18);
  });

  test('what is missing is named with the way to get it', { timeout: LIMIT_MS }, () => {
    const bare = replay([data, '--config', config, '--render', film('c.mp4')], folder);
    expect(bare.status).toBe(2);
    expect(bare.text).toContain('apt-get install ffmpeg');
    const score = film('evening.ndjson');
    expect(replay([data, '--config', config, '--skip-genomes', '--export', score]).status).toBe(0);
    const bookless = replay([score, '--config', config, '--render', film('c.mp4')]);
    expect(bookless.status).toBe(2);
    expect(bookless.text).toContain('has no pictures');
    const late = replay([data, '--config', config, '--render', film('c.mp4'), '--from', '9:00:00']);
    expect(late.text).toContain('begin earlier');
    expect(existsSync(film('c.mp4'))).toBe(false);
  });
});
