import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { has } from '../tools/has.ts';

const folder = join(import.meta.dirname, '../../hardware/venue');
const units = readdirSync(folder).filter((name) => /\.(service|timer)$/.test(name));

function analyze(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe.skipIf(!has('systemd-analyze'))('the units (needs: apt-get install systemd)', () => {
  test('systemd reads them without a word', () => {
    const { status, said } = analyze('verify', ...units.map((unit) => `./${unit}`));
    expect(said.split('\n').filter((line) => line.includes('mishmash'))).toEqual([]);
    expect(status).toBe(0);
  });

  test.each(units.filter((unit) => unit.endsWith('.service')))(
    '%s has little it could do harm with',
    (unit) => {
      const { said } = analyze('security', '--offline=yes', '--no-pager', `./${unit}`);
      expect(Number(/exposure level for \S+ ([\d.]+)/.exec(said)?.[1])).toBeLessThan(3);
    },
  );
});

test('SIGTERM reaches the engine: no npm and no shell between', () => {
  const unit = readFileSync(join(folder, 'mishmash-us.service'), 'utf8');
  expect(unit).toMatch(/^ExecStart=\/usr\/bin\/env node .*engine\/main\.ts /m);
});
