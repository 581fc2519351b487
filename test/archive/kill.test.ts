import { spawn } from 'node:child_process';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../tools/show.ts';
import { openShow } from './born.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

test('killed twenty times at random moments it loses nothing that was announced', async () => {
  const announced: [id: number, code: string][] = [];
  for (let round = 0; round < 20; round++) {
    const child = spawn(process.execPath, [
      '--import',
      'tsx',
      join(import.meta.dirname, 'crashing.ts'),
      folder,
    ]);
    let text = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        text += chunk;
        // The moment within a birth is left to chance; that some births happened is not.
        if (text.split('\n').length > 6) setTimeout(() => child.kill('SIGKILL'), (round * 37) % 29);
      });
      child.once('exit', () => resolve());
    });
    for (const line of text.split('\n').slice(0, -1)) {
      const [id, code] = line.split(' ');
      announced.push([Number(id), code!]);
    }
  }
  expect(announced.length).toBeGreaterThan(100);
  const show = openShow(folder);
  const { library } = show.archive;
  for (const [id, code] of announced) {
    if (!library.creature(id)) expect.fail(`creature ${id} was announced and is gone`);
    if (!(await library.picture(id, 64))) expect.fail(`picture ${id} is gone`);
    if (code !== '-' && library.profile(code)?.id !== id) expect.fail(`profile ${code} is gone`);
  }
  expect(show.stage.state().faults).toEqual([]);
  const wall = show.stage.state().wall;
  await show.stop();
  const db = new Database(join(folder, 'archive.db'));
  expect(db.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
  const events = db.prepare('SELECT event FROM journal ORDER BY revision').all() as { event: string }[];
  db.close();
  const slots = new Map<number, number>();
  for (const { event } of events) {
    const parsed = JSON.parse(event);
    if (parsed.type === 'creature/born') slots.set(parsed.slot, parsed.creature);
  }
  expect(wall.map((id, slot) => id ?? slots.get(slot) ?? null)).toEqual(
    wall.map((_, slot) => slots.get(slot) ?? null),
  );
}, 120_000);
